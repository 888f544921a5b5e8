// The AMI type that eksctl asks EKS for: from the AMI family and the processor of the instance type.
// Why by name: the letters of an instance type tell the processor (m6g is Graviton, g5 NVIDIA, inf2 Neuron).
#pragma once
#include <string_view>

namespace plumb::eksctl {

/// "AL2023_ARM_64_STANDARD", ...; empty for a family whose AMI type is not stated (custom images: Ubuntu, AmazonLinux2).
std::string_view ami_type(std::string_view family, std::string_view instance_type);

}  // namespace plumb::eksctl
