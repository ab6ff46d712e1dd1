#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace alioth::numerics {

/// Philox4x32-10: a keyed bijection of 128-bit counters. J. K. Salmon et al., "Parallel random numbers: as
/// easy as 1, 2, 3", SC'11, section 3.3. Agrees with the known answers of the authors' Random123.
constexpr std::array<std::uint32_t, 4> philox4x32(std::array<std::uint32_t, 4> counter,
                                                  std::array<std::uint32_t, 2> key) noexcept {
    constexpr std::uint64_t multiplier_0 = 0xD2511F53, multiplier_1 = 0xCD9E8D57;
    constexpr std::uint32_t weyl_0 = 0x9E3779B9, weyl_1 = 0xBB67AE85;
    for (int round = 0; round < 10; ++round) {
        const std::uint64_t product_0 = multiplier_0 * counter[0];
        const std::uint64_t product_1 = multiplier_1 * counter[2];
        counter = {static_cast<std::uint32_t>(product_1 >> 32) ^ counter[1] ^ key[0],
                   static_cast<std::uint32_t>(product_1),
                   static_cast<std::uint32_t>(product_0 >> 32) ^ counter[3] ^ key[1],
                   static_cast<std::uint32_t>(product_0)};
        key[0] += weyl_0;
        key[1] += weyl_1;
    }
    return counter;
}

/// The id of an uncertain parameter: the 64-bit FNV-1a hash of its name (Fowler, Noll, Vo; RFC 9923). Philox
/// scrambles it, so names that differ in one letter give unrelated draws. Two of 10^6 names share an id with
/// probability 3e-8.
constexpr std::uint64_t parameter_id(std::string_view name) noexcept {
    std::uint64_t hash = 0xcbf29ce484222325;
    for (const char letter : name) {
        hash = (hash ^ static_cast<unsigned char>(letter)) * 0x100000001b3;
    }
    return hash;
}

/// The id of component `index` of a parameter with several (the shares of a Dirichlet, the columns of a Latin
/// hypercube): FNV-1a continued over the eight bytes of the index, lowest first.
constexpr std::uint64_t component_id(std::uint64_t parameter, std::uint64_t index) noexcept {
    std::uint64_t hash = parameter;
    for (int byte = 0; byte < 8; ++byte) {
        hash = (hash ^ ((index >> (8 * byte)) & 0xff)) * 0x100000001b3;
    }
    return hash;
}

/// 64 random bits that depend on (seed, parameter, sample) and on nothing else: not on threads, not on order.
constexpr std::uint64_t random_bits(std::uint64_t seed, std::uint64_t parameter,
                                    std::uint64_t sample) noexcept {
    const auto low = [](std::uint64_t word) { return static_cast<std::uint32_t>(word); };
    const auto high = [](std::uint64_t word) { return static_cast<std::uint32_t>(word >> 32); };
    const auto block =
        philox4x32({low(sample), high(sample), low(parameter), high(parameter)}, {low(seed), high(seed)});
    return (std::uint64_t{block[1]} << 32) | block[0];
}

/// Bits to a double in the open interval (0, 1): the centre of one of 2^52 equal cells, an odd multiple of
/// 2^-53. Exact in 53 bits, symmetric about one half, and never 0 or 1, where quantiles are infinite.
constexpr double open_unit(std::uint64_t bits) noexcept {
    return static_cast<double>((bits >> 11) | 1) * 0x1p-53;
}

/// A uniform draw in (0, 1) for (seed, parameter, sample).
constexpr double uniform(std::uint64_t seed, std::uint64_t parameter, std::uint64_t sample) noexcept {
    return open_unit(random_bits(seed, parameter, sample));
}

}  // namespace alioth::numerics
