#pragma once

#include <functional>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "operations/figure_ids.hpp"
#include "panorama/account.hpp"

namespace alioth::operations {

/// One account row as it leaves: named, in the unit of the doors.
struct RowView {
    std::string_view region, boundary, gas;
    int year = 0;
    panorama::Estimate amount{}, adjustment{};
    std::string_view unit, basis, system;
    std::string amount_id, adjustment_id;  ///< empty where the figure is missing
};

/// An account and what its rows need to leave.
struct AccountResult {
    panorama::Account account;
    FigureIds ids;
    std::string unit;    ///< of the doors: "Mt", "t/person", ...
    double divisor = 1;  ///< inner unit / unit of the doors

    /// Calls `visit` for each row, without IDs.
    void for_each(const std::function<void(const RowView&)>& visit) const;
    /// What `append` writes of each row with its IDs, in order. IDs are the dearest part of a row, so large
    /// accounts are written by all processors; the text is the same for any number of them.
    std::string text(const std::function<void(std::string&, const RowView&)>& append) const;
    RowView row(std::size_t index, bool with_ids) const;
};

/// What an operation returns, on every door.
struct Answer {
    std::string operation;
    nlohmann::json parameters;  ///< normalised: defaults filled in
    nlohmann::json result = nlohmann::json::object();
    nlohmann::json provenance = nlohmann::json::object();
    std::vector<std::string> warnings;
    std::optional<AccountResult> account;  ///< becomes result.rows

    /// {"operation", "parameters", "result", "provenance", "warnings"}; the same bytes on every door.
    std::string to_json() const;
};

nlohmann::json row_json(const RowView& row);

}  // namespace alioth::operations
