#include "uncertainty/check.hpp"

#include <cmath>
#include <cstdio>
#include <string>

#include "core/error.hpp"

namespace alioth::uncertainty {

void reject(std::string_view subject, std::string_view parameter, double found, std::string_view expected) {
    char digits[32];
    std::snprintf(digits, sizeof digits, "%.10g", found);
    throw Error(Fault::input,
                {.what = std::string(subject) + ": " + std::string(parameter) + " is out of range",
                 .where = std::string(parameter),
                 .found = digits,
                 .expected = std::string(expected),
                 .mend = {}});
}

void require_finite(std::string_view subject, std::string_view parameter, double value) {
    if (!std::isfinite(value)) reject(subject, parameter, value, "a finite number");
}

void require_not_negative(std::string_view subject, std::string_view parameter, double value) {
    if (!std::isfinite(value) || value < 0) reject(subject, parameter, value, "a number not below 0");
}

void require_positive(std::string_view subject, std::string_view parameter, double value) {
    if (!std::isfinite(value) || value <= 0) reject(subject, parameter, value, "a number above 0");
}

void require_probability(std::string_view subject, std::string_view parameter, double value) {
    if (!(value > 0 && value < 1))
        reject(subject, parameter, value, "a number between 0 and 1, both excluded");
}

}  // namespace alioth::uncertainty
