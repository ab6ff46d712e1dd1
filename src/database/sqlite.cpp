#include <sqlite3.h>

#include <chrono>
#include <filesystem>

#include "core/error.hpp"
#include "database/connection.hpp"

namespace alioth::database {

namespace {

constexpr int busy_milliseconds = 30000;
constexpr int steps_between_clock_checks = 10000;

bool means_damage(int code) {
    const int primary = code & 0xff;
    return primary == SQLITE_CORRUPT || primary == SQLITE_NOTADB;
}

[[noreturn]] void fail(sqlite3* database, const std::string& path, int code) {
    const std::string message = database ? sqlite3_errmsg(database) : sqlite3_errstr(code);
    if (means_damage(code)) {
        throw Error(
            Fault::input,
            {.what = "the database file is damaged",
             .where = path,
             .found = message,
             .mend = "`alioth data rebuild` sets it aside, makes a new one from the shipped tables and "
                     "imports your own files again"});
    }
    switch (code & 0xff) {
        case SQLITE_READONLY:
        case SQLITE_AUTH:
            throw Error(Fault::usage, {.what = "only queries that read are allowed",
                                       .found = message,
                                       .mend = "use `alioth data import` to add data"});
        case SQLITE_INTERRUPT:
            throw Error(Fault::usage, {.what = "the query took too long and was stopped",
                                       .mend = "narrow it, for example by region or year"});
        case SQLITE_BUSY:
            throw Error(Fault::service, {.what = "another alioth is writing to the database",
                                         .where = path,
                                         .mend = "try again when it has finished"});
        case SQLITE_CANTOPEN:
        case SQLITE_IOERR:
        case SQLITE_FULL:
        case SQLITE_PERM:
            throw Error(Fault::service, {.what = "cannot use the database file",
                                         .where = path,
                                         .found = message,
                                         .mend = "check the folder's permissions and free space, or set "
                                                 "ALIOTH_HOME to another folder"});
        case SQLITE_ERROR:
            throw Error(Fault::usage, {.what = "the database refuses the query", .found = message});
        default:
            throw Error(Fault::internal, {.what = "database error", .where = path, .found = message});
    }
}

class SqliteStatement final : public Statement {
  public:
    SqliteStatement(sqlite3* database, const std::string& path, std::string_view sql)
        : database_(database), path_(path) {
        const char* rest = nullptr;
        check(sqlite3_prepare_v2(database, sql.data(), static_cast<int>(sql.size()), &statement_, &rest));
        const std::string_view tail(rest, static_cast<std::size_t>(sql.data() + sql.size() - rest));
        if (tail.find_first_not_of(" \t\r\n;") != std::string_view::npos) {
            sqlite3_finalize(statement_);
            throw Error(Fault::usage, {.what = "only one statement at a time", .found = std::string(tail)});
        }
        if (!statement_) throw Error(Fault::usage, {.what = "empty query", .expected = "a SELECT"});
    }
    ~SqliteStatement() override { sqlite3_finalize(statement_); }
    SqliteStatement(const SqliteStatement&) = delete;
    SqliteStatement& operator=(const SqliteStatement&) = delete;

    Statement& bind(int parameter, std::int64_t value) override {
        check(sqlite3_bind_int64(statement_, parameter + 1, value));
        return *this;
    }
    Statement& bind(int parameter, double value) override {
        check(sqlite3_bind_double(statement_, parameter + 1, value));
        return *this;
    }
    Statement& bind(int parameter, std::string_view value) override {
        check(sqlite3_bind_text(statement_, parameter + 1, value.data(), static_cast<int>(value.size()),
                                SQLITE_TRANSIENT));
        return *this;
    }
    Statement& bind_null(int parameter) override {
        check(sqlite3_bind_null(statement_, parameter + 1));
        return *this;
    }

    bool step() override {
        const int code = sqlite3_step(statement_);
        if (code == SQLITE_ROW) return true;
        if (code == SQLITE_DONE) return false;
        fail(database_, path_, code);
    }
    void reset() override { sqlite3_reset(statement_); }

    int columns() const override { return sqlite3_column_count(statement_); }
    std::string column_name(int column) const override { return sqlite3_column_name(statement_, column); }
    bool is_null(int column) const override { return sqlite3_column_type(statement_, column) == SQLITE_NULL; }
    std::int64_t integer(int column) const override { return sqlite3_column_int64(statement_, column); }
    double real(int column) const override { return sqlite3_column_double(statement_, column); }
    std::string_view text(int column) const override {
        const auto* bytes = reinterpret_cast<const char*>(sqlite3_column_text(statement_, column));
        const int size = sqlite3_column_bytes(statement_, column);
        return bytes ? std::string_view(bytes, static_cast<std::size_t>(size)) : std::string_view();
    }
    Value value(int column) const override {
        switch (sqlite3_column_type(statement_, column)) {
            case SQLITE_NULL:
                return std::monostate{};
            case SQLITE_INTEGER:
                return integer(column);
            case SQLITE_FLOAT:
                return real(column);
            default:
                return std::string(text(column));
        }
    }
    bool only_reads() const { return sqlite3_stmt_readonly(statement_) != 0; }

  private:
    void check(int code) const {
        if (code != SQLITE_OK) fail(database_, path_, code);
    }

    sqlite3* database_;
    const std::string& path_;
    sqlite3_stmt* statement_ = nullptr;
};

class SqliteBulkLoad final : public BulkLoad {
  public:
    explicit SqliteBulkLoad(std::unique_ptr<Statement> insert) : insert_(std::move(insert)) {}

    void row(const std::vector<Value>& values) override {
        for (int i = 0; i < static_cast<int>(values.size()); ++i)
            bind(i, values[static_cast<std::size_t>(i)]);
        insert_->run();
    }
    void finish() override {}

  private:
    void bind(int i, const Value& value) {
        if (const auto* integer = std::get_if<std::int64_t>(&value))
            insert_->bind(i, *integer);
        else if (const auto* real = std::get_if<double>(&value))
            insert_->bind(i, *real);
        else if (const auto* text = std::get_if<std::string>(&value))
            insert_->bind(i, std::string_view(*text));
        else
            insert_->bind_null(i);
    }

    std::unique_ptr<Statement> insert_;
};

class SqliteConnection final : public Connection {
  public:
    SqliteConnection(const std::string& path, bool read_only) : path_(path) {
        std::error_code ignored;  // a folder that cannot be made is a file that cannot be opened
        if (!read_only)
            std::filesystem::create_directories(std::filesystem::absolute(path).parent_path(), ignored);
        const int flags = read_only ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
        const int code = sqlite3_open_v2(path.c_str(), &database_, flags, nullptr);
        if (code != SQLITE_OK) {
            sqlite3_close(database_);
            fail(nullptr, path_, code);
        }
        sqlite3_extended_result_codes(database_, 1);
        sqlite3_busy_timeout(database_, busy_milliseconds);
        sqlite3_db_config(database_, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
        try {
            execute("PRAGMA foreign_keys = ON; PRAGMA mmap_size = 268435456; PRAGMA cache_size = -16000");
            has_table("meta");  // reads the header: a file that is no database is found out here
        } catch (...) {
            sqlite3_close(database_);
            throw;
        }
    }
    ~SqliteConnection() override { sqlite3_close_v2(database_); }
    SqliteConnection(const SqliteConnection&) = delete;
    SqliteConnection& operator=(const SqliteConnection&) = delete;

    std::unique_ptr<Statement> prepare(std::string_view sql) override {
        if (read_only_) require_query(sql);
        auto statement = std::make_unique<SqliteStatement>(database_, path_, sql);
        if (read_only_ && !statement->only_reads()) {
            throw Error(Fault::usage, {.what = "only queries that read are allowed",
                                       .found = std::string(sql),
                                       .expected = "a SELECT",
                                       .mend = "use `alioth data import` to add data"});
        }
        return statement;
    }
    void execute(const std::string& sql) override {
        const int code = sqlite3_exec(database_, sql.c_str(), nullptr, nullptr, nullptr);
        if (code != SQLITE_OK) fail(database_, path_, code);
    }
    std::unique_ptr<BulkLoad> bulk_load(std::string_view table,
                                        const std::vector<std::string>& columns) override {
        std::string names, marks;
        for (const auto& column : columns) {
            names += (names.empty() ? "" : ", ") + column;
            marks += marks.empty() ? "?" : ", ?";
        }
        const std::string sql =
            "INSERT INTO " + std::string(table) + " (" + names + ") VALUES (" + marks + ")";
        return std::make_unique<SqliteBulkLoad>(prepare(sql));
    }
    bool has_table(std::string_view name) override {
        auto query = prepare("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?");
        query->bind(0, name);
        return query->step();
    }
    std::string location() const override { return path_; }
    std::string_view clustered_suffix() const override { return " WITHOUT ROWID"; }
    std::string_view text_type() const override { return "TEXT"; }
    void begin_write() override { execute("BEGIN IMMEDIATE"); }
    void make_read_only(double seconds) override {
        execute("PRAGMA query_only = ON");
        sqlite3_set_authorizer(database_, refuse_other_files, nullptr);
        read_only_ = true;
        deadline_ = Clock::now() +
                    std::chrono::duration_cast<Clock::duration>(std::chrono::duration<double>(seconds));
        sqlite3_progress_handler(database_, steps_between_clock_checks, past_deadline, this);
    }
    std::string integrity() override {
        auto query = prepare("PRAGMA quick_check(1)");
        query->step();
        const std::string answer(query->text(0));
        return answer == "ok" ? std::string() : answer;
    }

  private:
    using Clock = std::chrono::steady_clock;

    static int refuse_other_files(void*, int action, const char*, const char*, const char*, const char*) {
        return action == SQLITE_ATTACH || action == SQLITE_DETACH ? SQLITE_DENY : SQLITE_OK;
    }
    static int past_deadline(void* self) {
        return Clock::now() > static_cast<SqliteConnection*>(self)->deadline_ ? 1 : 0;
    }

    std::string path_;
    sqlite3* database_ = nullptr;
    bool read_only_ = false;
    Clock::time_point deadline_;
};

}  // namespace

std::unique_ptr<Connection> connect_sqlite(const std::string& path, bool read_only) {
    return std::make_unique<SqliteConnection>(path, read_only);
}

}  // namespace alioth::database
