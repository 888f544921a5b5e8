// Fingerprints and hashes as text: the same spelling in every report.
#pragma once
#include <cstdint>
#include <string>

namespace plumb::report {

/// Sixteen hexadecimal digits, lower case.
inline std::string hex(uint64_t n) {
  std::string out(16, '0');
  for (size_t i = 16; i-- > 0; n >>= 4) out[i] = "0123456789abcdef"[n & 15];
  return out;
}

}  // namespace plumb::report
