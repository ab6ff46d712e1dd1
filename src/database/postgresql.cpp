#include <libpq-fe.h>

#include <charconv>
#include <cmath>
#include <cstring>

#include "core/error.hpp"
#include "database/connection.hpp"

namespace alioth::database {

namespace {

// Type numbers of PostgreSQL's catalogue (pg_type.dat); stable by its own promise.
constexpr Oid oid_bool = 16, oid_int8 = 20, oid_int2 = 21, oid_int4 = 23, oid_float4 = 700, oid_float8 = 701,
              oid_numeric = 1700;

struct ResultDeleter {
    void operator()(PGresult* result) const { PQclear(result); }
};
using Result = std::unique_ptr<PGresult, ResultDeleter>;

std::string trimmed(const char* message) {
    std::string text = message ? message : "";
    while (!text.empty() && (text.back() == '\n' || text.back() == ' ')) text.pop_back();
    return text;
}

[[noreturn]] void fail(PGconn* connection, const PGresult* result, const std::string& where) {
    const std::string message = trimmed(PQerrorMessage(connection));
    const char* state_text = result ? PQresultErrorField(result, PG_DIAG_SQLSTATE) : nullptr;
    const std::string_view state = state_text ? state_text : "";
    if (PQstatus(connection) != CONNECTION_OK || state.starts_with("08") || state.starts_with("57P"))
        throw Error(Fault::service, {.what = "lost the database server", .where = where, .found = message});
    if (state == "25006")
        throw Error(Fault::usage, {.what = "only queries that read are allowed",
                                   .found = message,
                                   .mend = "use `alioth data import` to add data"});
    if (state == "57014")
        throw Error(Fault::usage, {.what = "the query took too long and was stopped",
                                   .mend = "narrow it, for example by region or year"});
    if (state.starts_with("42") || state.starts_with("22"))
        throw Error(Fault::usage, {.what = "the database refuses the query", .found = message});
    throw Error(Fault::internal, {.what = "database error", .where = where, .found = message});
}

/// `?` becomes `$1`, `$2`, ... outside quoted text.
std::string numbered(std::string_view sql) {
    std::string text;
    int number = 0;
    char quote = 0;
    for (const char c : sql) {
        if (quote) {
            if (c == quote) quote = 0;
        } else if (c == '\'' || c == '"') {
            quote = c;
        } else if (c == '?') {
            text += '$' + std::to_string(++number);
            continue;
        }
        text += c;
    }
    return text;
}

std::string shortest(double value) {
    std::array<char, 32> buffer{};
    const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value).ptr;
    return {buffer.data(), end};
}

class PostgresStatement final : public Statement {
  public:
    PostgresStatement(PGconn* connection, const std::string& where, std::string_view sql)
        : connection_(connection), where_(where), sql_(numbered(sql)) {}

    Statement& bind(int parameter, std::int64_t value) override {
        return set(parameter, std::to_string(value));
    }
    Statement& bind(int parameter, double value) override { return set(parameter, shortest(value)); }
    Statement& bind(int parameter, std::string_view value) override {
        return set(parameter, std::string(value));
    }
    Statement& bind_null(int parameter) override {
        set(parameter, "");
        nulls_[static_cast<std::size_t>(parameter)] = true;
        return *this;
    }

    bool step() override {
        if (!result_) run_query();
        return ++row_ < PQntuples(result_.get());
    }
    void reset() override {
        result_.reset();
        row_ = -1;
    }

    int columns() const override {
        if (!result_) const_cast<PostgresStatement*>(this)->run_query();
        return PQnfields(result_.get());
    }
    std::string column_name(int column) const override { return PQfname(result_.get(), column); }
    bool is_null(int column) const override { return PQgetisnull(result_.get(), row_, column) != 0; }
    std::int64_t integer(int column) const override {
        std::int64_t number = 0;
        const auto cell = text(column);
        std::from_chars(cell.data(), cell.data() + cell.size(), number);
        return number;
    }
    double real(int column) const override {
        double number = NAN;
        const auto cell = text(column);
        std::from_chars(cell.data(), cell.data() + cell.size(), number);
        return number;
    }
    std::string_view text(int column) const override {
        return {PQgetvalue(result_.get(), row_, column),
                static_cast<std::size_t>(PQgetlength(result_.get(), row_, column))};
    }
    Value value(int column) const override {
        if (is_null(column)) return std::monostate{};
        switch (PQftype(result_.get(), column)) {
            case oid_int2:
            case oid_int4:
            case oid_int8:
                return integer(column);
            case oid_bool:
                return std::int64_t{text(column) == "t"};
            case oid_float4:
            case oid_float8:
            case oid_numeric:
                return real(column);
            default:
                return std::string(text(column));
        }
    }

  private:
    Statement& set(int parameter, std::string value) {
        const auto index = static_cast<std::size_t>(parameter);
        if (index >= values_.size()) {
            values_.resize(index + 1);
            nulls_.resize(index + 1);
        }
        values_[index] = std::move(value);
        nulls_[index] = false;
        return *this;
    }
    void run_query() {
        std::vector<const char*> pointers;
        for (std::size_t i = 0; i < values_.size(); ++i)
            pointers.push_back(nulls_[i] ? nullptr : values_[i].c_str());
        result_.reset(PQexecParams(connection_, sql_.c_str(), static_cast<int>(pointers.size()), nullptr,
                                   pointers.data(), nullptr, nullptr, 0));
        const auto status = PQresultStatus(result_.get());
        if (status != PGRES_TUPLES_OK && status != PGRES_COMMAND_OK) {
            const Result failed = std::move(result_);
            fail(connection_, failed.get(), where_);
        }
        row_ = -1;
    }

    PGconn* connection_;
    const std::string& where_;
    std::string sql_;
    std::vector<std::string> values_;
    std::vector<bool> nulls_;
    Result result_;
    int row_ = -1;
};

/// COPY ... FROM STDIN in text format.
class PostgresBulkLoad final : public BulkLoad {
  public:
    PostgresBulkLoad(PGconn* connection, const std::string& where, const std::string& sql)
        : connection_(connection), where_(where) {
        const Result result(PQexec(connection, sql.c_str()));
        if (PQresultStatus(result.get()) != PGRES_COPY_IN) fail(connection, result.get(), where);
    }
    ~PostgresBulkLoad() override {
        if (!finished_) PQputCopyEnd(connection_, "abandoned");
    }
    PostgresBulkLoad(const PostgresBulkLoad&) = delete;
    PostgresBulkLoad& operator=(const PostgresBulkLoad&) = delete;

    void row(const std::vector<Value>& values) override {
        for (std::size_t i = 0; i < values.size(); ++i) {
            if (i) buffer_ += '\t';
            append(values[i]);
        }
        buffer_ += '\n';
        if (buffer_.size() > flush_bytes) flush();
    }
    void finish() override {
        flush();
        finished_ = true;
        if (PQputCopyEnd(connection_, nullptr) != 1) fail(connection_, nullptr, where_);
        while (const Result result{PQgetResult(connection_)}) {
            if (PQresultStatus(result.get()) != PGRES_COMMAND_OK) fail(connection_, result.get(), where_);
        }
    }

  private:
    static constexpr std::size_t flush_bytes = 1 << 16;

    void append(const Value& value) {
        if (const auto* integer = std::get_if<std::int64_t>(&value))
            buffer_ += std::to_string(*integer);
        else if (const auto* real = std::get_if<double>(&value))
            buffer_ += shortest(*real);
        else if (const auto* text = std::get_if<std::string>(&value))
            append_escaped(*text);
        else
            buffer_ += "\\N";
    }
    void append_escaped(const std::string& text) {
        for (const char c : text) {
            switch (c) {
                case '\\':
                    buffer_ += "\\\\";
                    break;
                case '\t':
                    buffer_ += "\\t";
                    break;
                case '\n':
                    buffer_ += "\\n";
                    break;
                case '\r':
                    buffer_ += "\\r";
                    break;
                default:
                    buffer_ += c;
            }
        }
    }
    void flush() {
        if (PQputCopyData(connection_, buffer_.data(), static_cast<int>(buffer_.size())) != 1)
            fail(connection_, nullptr, where_);
        buffer_.clear();
    }

    PGconn* connection_;
    const std::string& where_;
    std::string buffer_;
    bool finished_ = false;
};

class PostgresConnection final : public Connection {
  public:
    PostgresConnection(const std::string& uri, bool read_only) : connection_(PQconnectdb(uri.c_str())) {
        location_ = "PostgreSQL " + text_of(PQdb(connection_)) + " at " + text_of(PQhost(connection_)) + ":" +
                    text_of(PQport(connection_));
        if (PQstatus(connection_) != CONNECTION_OK) {
            const std::string message = trimmed(PQerrorMessage(connection_));
            PQfinish(connection_);
            throw Error(Fault::service,
                        {.what = "cannot reach the database server",
                         .where = location_,
                         .found = message,
                         .mend = "check that it runs and that the connection string is right"});
        }
        PQsetNoticeProcessor(
            connection_, [](void*, const char*) {}, nullptr);
        if (read_only) execute("SET default_transaction_read_only = on");
    }
    ~PostgresConnection() override { PQfinish(connection_); }
    PostgresConnection(const PostgresConnection&) = delete;
    PostgresConnection& operator=(const PostgresConnection&) = delete;

    std::unique_ptr<Statement> prepare(std::string_view sql) override {
        if (read_only_) require_query(sql);
        return std::make_unique<PostgresStatement>(connection_, location_, sql);
    }
    void execute(const std::string& sql) override {
        const Result result(PQexec(connection_, sql.c_str()));
        const auto status = PQresultStatus(result.get());
        if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK && status != PGRES_EMPTY_QUERY)
            fail(connection_, result.get(), location_);
    }
    std::unique_ptr<BulkLoad> bulk_load(std::string_view table,
                                        const std::vector<std::string>& columns) override {
        std::string names;
        for (const auto& column : columns) names += (names.empty() ? "" : ", ") + column;
        return std::make_unique<PostgresBulkLoad>(
            connection_, location_, "COPY " + std::string(table) + " (" + names + ") FROM STDIN");
    }
    bool has_table(std::string_view name) override {
        auto query = prepare("SELECT 1 FROM pg_tables WHERE schemaname = current_schema() AND tablename = ?");
        query->bind(0, name);
        return query->step();
    }
    std::string location() const override { return location_; }
    std::string_view clustered_suffix() const override { return ""; }
    std::string_view text_type() const override { return "TEXT COLLATE \"C\""; }
    void begin_write() override {
        // The advisory lock makes writers wait for each other, as BEGIN IMMEDIATE does in the embedded file.
        execute("BEGIN; SELECT pg_advisory_xact_lock(7274963)");
    }
    void make_read_only(double seconds) override {
        execute("SET default_transaction_read_only = on; SET statement_timeout = " +
                std::to_string(std::lround(seconds * 1000)));
        read_only_ = true;
    }
    std::string integrity() override { return {}; }

  private:
    static std::string text_of(const char* text) { return text ? text : ""; }

    PGconn* connection_;
    std::string location_;
    bool read_only_ = false;
};

}  // namespace

std::unique_ptr<Connection> connect_postgresql(const std::string& uri, bool read_only) {
    return std::make_unique<PostgresConnection>(uri, read_only);
}

}  // namespace alioth::database
