// Kubernetes quantities ("100m", "1.5Gi", "2e3"): read, compare, add and print as apimachinery's resource.Quantity does.
// Why: requests, limits, capacity rules and CEL's quantity() compare amounts in different notations.
// Invariant: the amount is value * 10^exponent, exactly (amounts below a nano are rounded away from zero when read).
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace plumb {

struct Quantity {
  __extension__ using Int128 = __int128;
  enum class Format : uint8_t { decimal_si,
                                decimal_exponent,
                                binary_si };

  Int128 value = 0;
  int32_t exponent = 0;
  Format format = Format::decimal_si;
  bool wide = false;            // beyond what the API server holds in 64 bits: it has no asInteger there
  std::string_view as_written;  // the text that was read where printing keeps it; lives as long as that text

  int sign() const { return value > 0 ? 1 : value < 0 ? -1
                                                      : 0; }
};

/// Nothing when the text is no quantity; `suffix_wrong` tells an unknown suffix ("1K", "1mi") from any other text.
std::optional<Quantity> parse_quantity(std::string_view text, bool* suffix_wrong = nullptr);
/// -1, 0 or 1.
int compare(const Quantity& a, const Quantity& b);
Quantity add(const Quantity& a, const Quantity& b);
Quantity subtract(const Quantity& a, const Quantity& b);
inline Quantity whole_quantity(int64_t n) { return {n, 0, Quantity::Format::decimal_si, false, {}}; }
/// The whole number when the server would give it as one (asInteger).
std::optional<int64_t> as_integer(const Quantity& q);
double as_double(const Quantity& q);
/// Rounded up to whole units ("1500m" is 2) or thousandths; saturates.
int64_t units(const Quantity& q);
int64_t milli_units(const Quantity& q);
/// Canonical text, or the text as written where the server keeps it.
std::string to_string(const Quantity& q);

}  // namespace plumb
