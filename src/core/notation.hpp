#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace alioth {

/// UNFCCC notation keys (decision 18/CMA.1, annex, paragraph 31; FX by decision 5/CMA.3), in canonical order.
enum class NotationKey : unsigned {
    NO = 1u << 0,  ///< not occurring
    NE = 1u << 1,  ///< not estimated
    NA = 1u << 2,  ///< not applicable
    IE = 1u << 3,  ///< included elsewhere
    C = 1u << 4,   ///< confidential
    FX = 1u << 5,  ///< flexibility
};

/// A set of notation keys.
class NotationKeys {
  public:
    constexpr NotationKeys() = default;
    constexpr NotationKeys(NotationKey key) : bits_(static_cast<unsigned>(key)) {}

    constexpr bool empty() const { return bits_ == 0; }
    constexpr bool has(NotationKey key) const { return (bits_ & static_cast<unsigned>(key)) != 0; }
    constexpr NotationKeys operator|(NotationKeys other) const {
        NotationKeys joined;
        joined.bits_ = bits_ | other.bits_;
        return joined;
    }
    constexpr bool operator==(const NotationKeys&) const = default;

  private:
    unsigned bits_ = 0;
};

constexpr NotationKeys operator|(NotationKey a, NotationKey b) {
    return NotationKeys(a) | b;
}

/// Keys joined by commas in canonical order: "NO,NE".
std::string to_string(NotationKeys keys);

/// A cell of an inventory: a number, notation keys in its place, or a number with the keys of what it lacks.
/// The unit is that of the table. Arithmetic is ours, no convention defines it:
///   - a sum counts NO and NA as zero and keeps every key as a flag; a sum of keys alone is the joined keys;
///   - NE, IE, C and FX make the result incomplete;
///   - a product or ratio with a cell of keys alone is those keys.
class Reported {
  public:
    Reported(double value, NotationKeys flags = {}) : value_(value), keys_(flags) {}
    /// Keys in the place of a number. Throws Fault::input for no key at all.
    Reported(NotationKeys keys);
    Reported(NotationKey key) : keys_(key) {}

    /// "12.5", "IE", "NO,NE", "12.5,NE". Throws Fault::input.
    static Reported parse(std::string_view text);

    bool has_value() const { return value_.has_value(); }
    /// Throws Fault::input where only keys are reported: they are no zero.
    double value() const;
    NotationKeys keys() const { return keys_; }
    /// Something of the total is not in the number: NE, IE, C or FX.
    bool is_incomplete() const;

    friend Reported operator+(const Reported& a, const Reported& b);
    friend Reported operator-(const Reported& a, const Reported& b);
    friend Reported operator*(const Reported& a, const Reported& b);
    /// Throws Fault::input for division by zero.
    friend Reported operator/(const Reported& a, const Reported& b);
    bool operator==(const Reported&) const = default;

  private:
    std::optional<double> value_;
    NotationKeys keys_;
};

/// Throws Fault::usage for an empty sum, which is neither zero nor a key.
Reported sum(std::span<const Reported> cells);

/// The shortest text that Reported::parse reads back to the same bits.
std::string to_string(const Reported& cell);

}  // namespace alioth
