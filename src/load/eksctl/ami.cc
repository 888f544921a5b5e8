// See ami.h.
#include "load/eksctl/ami.h"

namespace plumb::eksctl {
namespace {

enum class Processor { x86, arm, nvidia, nvidia_arm, neuron };

Processor processor_of(std::string_view instance_type) {
  std::string_view family = instance_type.substr(0, instance_type.find('.'));
  auto starts = [&](std::string_view prefix) { return family.starts_with(prefix); };
  size_t digit = family.find_first_of("0123456789");
  // A g behind the generation's number: Graviton (m6g, c7gn, im4gn, x2gd); a1 was the first.
  bool graviton = family == "a1" || (digit != std::string_view::npos && family.find('g', digit) != std::string_view::npos);
  if (starts("inf") || starts("trn")) return Processor::neuron;
  bool nvidia = (starts("g") || starts("p")) && digit == 1 && !starts("g4ad");
  if (nvidia) return graviton ? Processor::nvidia_arm : Processor::nvidia;
  return graviton ? Processor::arm : Processor::x86;
}

}  // namespace

std::string_view ami_type(std::string_view family, std::string_view instance_type) {
  Processor p = processor_of(instance_type);
  if (family == "AmazonLinux2023") {
    switch (p) {
      case Processor::x86: return "AL2023_x86_64_STANDARD";
      case Processor::arm: return "AL2023_ARM_64_STANDARD";
      case Processor::nvidia: return "AL2023_x86_64_NVIDIA";
      case Processor::nvidia_arm: return "AL2023_ARM_64_NVIDIA";
      case Processor::neuron: return "AL2023_x86_64_NEURON";
    }
  }
  if (family == "Bottlerocket") {
    switch (p) {
      case Processor::x86:
      case Processor::neuron: return "BOTTLEROCKET_x86_64";
      case Processor::arm: return "BOTTLEROCKET_ARM_64";
      case Processor::nvidia: return "BOTTLEROCKET_x86_64_NVIDIA";
      case Processor::nvidia_arm: return "BOTTLEROCKET_ARM_64_NVIDIA";
    }
  }
  if (family == "WindowsServer2019CoreContainer") return "WINDOWS_CORE_2019_x86_64";
  if (family == "WindowsServer2019FullContainer") return "WINDOWS_FULL_2019_x86_64";
  if (family == "WindowsServer2022CoreContainer") return "WINDOWS_CORE_2022_x86_64";
  if (family == "WindowsServer2022FullContainer") return "WINDOWS_FULL_2022_x86_64";
  return {};
}

}  // namespace plumb::eksctl
