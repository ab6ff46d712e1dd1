#include "database/connection.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <exception>

#include "core/error.hpp"

namespace alioth::database {

namespace {

/// The first word of an SQL text in capitals, after blanks, comments and opening brackets.
std::string first_word(std::string_view sql) {
    std::size_t at = 0;
    while (at < sql.size()) {
        if (std::isspace(static_cast<unsigned char>(sql[at])) || sql[at] == '(')
            ++at;
        else if (sql.substr(at).starts_with("--"))
            at = std::min(sql.find('\n', at), sql.size());
        else if (sql.substr(at).starts_with("/*"))
            at = std::min(sql.find("*/", at), sql.size() - 2) + 2;
        else
            break;
    }
    std::string word;
    for (; at < sql.size() && std::isalpha(static_cast<unsigned char>(sql[at])); ++at)
        word += static_cast<char>(std::toupper(static_cast<unsigned char>(sql[at])));
    return word;
}

}  // namespace

void require_query(std::string_view sql) {
    constexpr std::array<std::string_view, 4> reading = {"SELECT", "WITH", "VALUES", "EXPLAIN"};
    const std::string word = first_word(sql);
    if (std::find(reading.begin(), reading.end(), word) != reading.end()) return;
    throw Error(Fault::usage, {.what = "only queries that read are allowed",
                               .found = "\"" + std::string(sql) + "\"",
                               .expected = "a SELECT",
                               .mend = "use `alioth data import` to add data"});
}

Transaction::~Transaction() {
    if (!open_) return;
    try {
        connection_.execute("ROLLBACK");
    } catch (const std::exception&) {
        // The connection is gone, and the transaction with it: nothing was written.
        open_ = false;
    }
}

void Transaction::commit() {
    connection_.execute("COMMIT");
    open_ = false;
}

bool is_server(std::string_view location) {
    return location.starts_with("postgresql://") || location.starts_with("postgres://");
}

std::unique_ptr<Connection> connect(const std::string& location, bool read_only) {
    return is_server(location) ? connect_postgresql(location, read_only)
                               : connect_sqlite(location, read_only);
}

}  // namespace alioth::database
