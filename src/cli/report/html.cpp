#include "cli/report/html.hpp"

#include <algorithm>
#include <cctype>
#include <cmath>
#include <cstdio>

#include "cli/table.hpp"
#include "cli/views.hpp"

namespace alioth::cli::report {

using panorama::Estimate;

std::string escape(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    for (const char c : text) {
        switch (c) {
            case '&':
                out += "&amp;";
                break;
            case '<':
                out += "&lt;";
                break;
            case '>':
                out += "&gt;";
                break;
            case '"':
                out += "&quot;";
                break;
            case '\'':
                out += "&#39;";
                break;
            default:
                out += c;
        }
    }
    return out;
}

namespace {

void replace_all(std::string& text, std::string_view from, std::string_view to) {
    for (std::size_t at = 0; (at = text.find(from, at)) != std::string::npos; at += to.size())
        text.replace(at, from.size(), to);
}

/// An interval is printed as ± when its halves differ by less than one in a hundred.
bool is_even(const Estimate& value) {
    const double below = value.value - value.low, above = value.high - value.value;
    return std::abs(above - below) <= 0.01 * (above + below);
}

/// End of a web address that begins at `from`, without the full stop or comma of its sentence.
std::size_t end_of_address(std::string_view text, std::size_t from) {
    std::size_t end = from;
    while (end < text.size() && !std::isspace(static_cast<unsigned char>(text[end]))) ++end;
    while (end > from && std::string_view(".,;)").find(text[end - 1]) != std::string_view::npos) --end;
    return end;
}

/// A tag up to its end.
std::string opening(std::string_view tag, const Attributes& attributes) {
    std::string out = "<";
    out += tag;
    for (const auto& [name, value] : attributes) {
        out += ' ';
        out += name;
        out += "=\"" + escape(value) + '"';
    }
    return out;
}

}  // namespace

std::string element(std::string_view tag, const Attributes& attributes, std::string_view content) {
    std::string out = opening(tag, attributes) + '>';
    out += content;
    out += "</";
    out += tag;
    out += '>';
    return out;
}

std::string element(std::string_view tag, std::string_view content) {
    return element(tag, {}, content);
}

std::string shape(std::string_view tag, const Attributes& attributes) {
    return opening(tag, attributes) + "/>";
}

std::string column_head(std::string_view text) {
    return element("th", {{"scope", "col"}, {"class", "n"}}, escape(text));
}

std::string coordinate(double value) {
    char buffer[32];
    std::snprintf(buffer, sizeof buffer, "%.1f", value);
    std::string text = buffer;
    if (text.ends_with(".0")) text.resize(text.size() - 2);
    return text == "-0" ? "0" : text;
}

std::string linked(std::string_view text) {
    std::string out;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t begin = std::min(text.find("http", at), text.size());
        out += escape(text.substr(at, begin - at));
        const std::size_t end = end_of_address(text, begin);
        const std::string address(text.substr(begin, end - begin));
        const bool is_address = address.starts_with("http://") || address.starts_with("https://");
        out += is_address ? element("a", {{"href", address}}, escape(address)) : escape(address);
        at = end;
    }
    return out;
}

std::string typeset(std::string text) {
    for (std::size_t at = 0; (at = text.find('-', at)) != std::string::npos; ++at) {
        const bool begins = at == 0 || text[at - 1] == ' ' || text[at - 1] == '(';
        const bool of_number = at + 1 < text.size() && std::isdigit(static_cast<unsigned char>(text[at + 1]));
        if (begins && of_number) text.replace(at, 1, "−");
    }
    replace_all(text, " ± ", "\u00a0±\u00a0");
    replace_all(text, " %", "\u00a0%");
    return text;
}

std::string amount_text(const Estimate& value) {
    std::string text = typeset(estimate_text(value));
    // Dots between the ends of an interval read the same in every language.
    replace_all(text, " to ", " … ");
    return text;
}

std::string ratio_text(const Estimate& value) {
    if (!value.present()) return "–";
    if (std::isnan(value.low)) return typeset(percent_text(value.value));
    if (is_even(value)) {
        std::string text = percent_text(value.value);
        text.resize(text.size() - 2);
        return typeset(text + " ± " + number_text(50 * (value.high - value.low), 1) + " %");
    }
    return typeset(percent_text(value.value) + " (" + percent_text(value.low) + " … " +
                   percent_text(value.high) + ")");
}

std::string gas_text(std::string_view gas) {
    std::string text(gas);
    for (const auto& [from, to] : {std::pair{"CO2", "CO₂"}, {"CH4", "CH₄"}, {"N2O", "N₂O"}})
        replace_all(text, from, to);
    return text;
}

std::string unit_text(std::string_view unit, std::string_view gas) {
    const std::string text(unit);
    if (text.find("CO2e") != std::string::npos) return gas_text(text);
    const std::size_t slash = std::min(text.find('/'), text.size());
    return text.substr(0, slash) + ' ' + gas_text(gas) + text.substr(slash);
}

double round_step(double range, int most) {
    const double least = range / most;
    if (!(least > 0)) return 1;
    const double power = std::pow(10, std::floor(std::log10(least)));
    for (const double step : {1.0, 2.0, 5.0}) {
        if (step * power >= least) return step * power;
    }
    return 10 * power;
}

}  // namespace alioth::cli::report
