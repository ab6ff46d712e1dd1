#include "operations/answer.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <future>
#include <thread>

namespace alioth::operations {

namespace {

using nlohmann::json;

/// Appends JSON text. The rows of a large account never become a tree of nodes.
class JsonText {
  public:
    explicit JsonText(std::string& out) : out_(out) {}

    void raw(std::string_view text) { out_ += text; }
    void string(std::string_view text) { out_ += json(text).dump(); }
    /// For text that is known to need no escapes: codes, names and IDs of ours.
    void plain(std::string_view text) {
        out_ += '"';
        out_ += text;
        out_ += '"';
    }
    void number(double value) {
        if (std::isnan(value)) return raw("null");
        std::array<char, 32> buffer{};
        const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value).ptr;
        out_.append(buffer.data(), end);
    }
    void number(int value) { out_ += std::to_string(value); }
    void estimate(const panorama::Estimate& value, std::string_view unit, std::string_view id) {
        if (!value.present()) return raw("null");
        raw("{\"value\":");
        number(value.value);
        raw(",\"unit\":");
        string(unit);
        raw(",\"low\":");
        number(value.low);
        raw(",\"high\":");
        number(value.high);
        raw(",\"id\":");
        plain(id);
        raw("}");
    }
    void row(const RowView& row) {
        raw("{\"region\":");
        plain(row.region);
        raw(",\"boundary\":");
        plain(row.boundary);
        raw(",\"gas\":");
        plain(row.gas);
        raw(",\"year\":");
        number(row.year);
        raw(",\"amount\":");
        estimate(row.amount, row.unit, row.amount_id);
        raw(",\"adjustment\":");
        estimate(row.adjustment, "1", row.adjustment_id);
        raw(",\"basis\":");
        string(row.basis);
        raw(",\"system\":");
        string(row.system);
        raw("}");
    }

  private:
    std::string& out_;
};

panorama::Estimate divided(const panorama::Estimate& value, double by) {
    return {value.value / by, value.low / by, value.high / by};
}

}  // namespace

RowView AccountResult::row(std::size_t index, bool with_ids) const {
    const auto& row = account.rows[index];
    RowView view;
    view.region = account.regions[static_cast<std::size_t>(row.region)];
    view.boundary = panorama::boundaries()[static_cast<std::size_t>(row.boundary)].name;
    view.gas = account.request.gas;
    view.year = row.year;
    view.amount = divided(row.amount, divisor);
    view.adjustment = row.adjustment;
    view.unit = unit;
    view.basis = account.texts[row.basis];
    view.system = account.texts[row.system];
    if (with_ids && view.amount.present())
        view.amount_id = ids.id(view.region, row.year, row.boundary, false);
    if (with_ids && view.adjustment.present())
        view.adjustment_id = ids.id(view.region, row.year, row.boundary, true);
    return view;
}

void AccountResult::for_each(const std::function<void(const RowView&)>& visit) const {
    for (std::size_t i = 0; i < account.rows.size(); ++i) visit(row(i, false));
}

std::string AccountResult::text(const std::function<void(std::string&, const RowView&)>& append) const {
    constexpr std::size_t worth_a_thread = 2000;
    const std::size_t rows = account.rows.size();
    const std::size_t processors = std::max(1u, std::thread::hardware_concurrency());
    const std::size_t parts = std::clamp<std::size_t>(rows / worth_a_thread, 1, processors);
    const auto part = [&](std::size_t number) {
        std::string text;
        for (std::size_t i = rows * number / parts; i < rows * (number + 1) / parts; ++i)
            append(text, row(i, true));
        return text;
    };
    std::vector<std::future<std::string>> others;
    for (std::size_t number = 1; number < parts; ++number)
        others.push_back(std::async(std::launch::async, part, number));
    std::string text = part(0);
    for (auto& other : others) text += other.get();
    return text;
}

nlohmann::json row_json(const RowView& row) {
    std::string text;
    JsonText(text).row(row);
    return json::parse(text);
}

std::string Answer::to_json() const {
    std::string out;
    JsonText text(out);
    text.raw("{\"operation\":");
    text.string(operation);
    text.raw(",\"parameters\":" + parameters.dump() + ",\"result\":");
    if (account) {
        const std::string head = result.dump();
        text.raw(std::string_view(head).substr(0, head.size() - 1));
        text.raw(result.empty() ? "\"rows\":[" : ",\"rows\":[");
        const std::string rows = account->text([](std::string& part, const RowView& row) {
            JsonText line(part);
            line.raw(",\n");
            line.row(row);
        });
        if (!rows.empty()) text.raw(std::string_view(rows).substr(1));
        text.raw("]}");
    } else {
        text.raw(result.dump());
    }
    text.raw(",\"provenance\":" + provenance.dump() + ",\"warnings\":" + json(warnings).dump() + "}\n");
    return out;
}

}  // namespace alioth::operations
