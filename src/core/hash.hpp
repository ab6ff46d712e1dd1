#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace alioth {

/// SHA-256 of `bytes` (FIPS 180-4, by OpenSSL).
std::array<std::uint8_t, 32> sha256(std::string_view bytes);

/// Lower-case hexadecimal SHA-256; `digits` of the 64 from the left.
std::string sha256_hex(std::string_view bytes, std::size_t digits = 64);

}  // namespace alioth
