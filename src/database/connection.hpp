#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace alioth::database {

/// A value of a query: null, integer, real or text.
using Value = std::variant<std::monostate, std::int64_t, double, std::string>;

/// A prepared query. Parameters are written `?` in the SQL, in both dialects, and numbered from 0.
class Statement {
  public:
    virtual ~Statement() = default;
    virtual Statement& bind(int parameter, std::int64_t value) = 0;
    virtual Statement& bind(int parameter, double value) = 0;
    virtual Statement& bind(int parameter, std::string_view value) = 0;
    virtual Statement& bind_null(int parameter) = 0;

    /// Moves to the next row; false after the last. The first call runs the statement.
    virtual bool step() = 0;
    /// Forgets the rows, keeps the parameters: the statement can run again.
    virtual void reset() = 0;

    virtual int columns() const = 0;
    virtual std::string column_name(int column) const = 0;
    virtual bool is_null(int column) const = 0;
    virtual std::int64_t integer(int column) const = 0;
    virtual double real(int column) const = 0;
    /// Valid until the next step.
    virtual std::string_view text(int column) const = 0;
    /// The cell in its own type.
    virtual Value value(int column) const = 0;

    /// Runs a statement that returns no rows.
    void run() {
        step();
        reset();
    }
};

/// Rows for a bulk load: one call appends one row; the columns are those named when the load began.
class BulkLoad {
  public:
    virtual ~BulkLoad() = default;
    virtual void row(const std::vector<Value>& values) = 0;
    virtual void finish() = 0;
};

/// One connection to a database: the embedded file, or a PostgreSQL server.
/// Errors: Fault::input for a damaged file (with how to mend it), Fault::service when the server cannot be
/// reached, Fault::usage for a query that the database refuses.
class Connection {
  public:
    virtual ~Connection() = default;
    virtual std::unique_ptr<Statement> prepare(std::string_view sql) = 0;
    /// Runs one or more statements without parameters or rows.
    virtual void execute(const std::string& sql) = 0;
    virtual std::unique_ptr<BulkLoad> bulk_load(std::string_view table,
                                                const std::vector<std::string>& columns) = 0;
    virtual bool has_table(std::string_view name) = 0;
    /// Where the data are, for messages: a path or a server without its password.
    virtual std::string location() const = 0;
    /// SQL text that differs between the dialects: appended to CREATE TABLE of a table read by its primary
    /// key.
    virtual std::string_view clustered_suffix() const = 0;
    /// The type of a text column that sorts by its bytes, whatever the server's collation.
    virtual std::string_view text_type() const = 0;
    /// Starts a transaction that holds off other writers until it ends.
    virtual void begin_write() = 0;
    /// After this the connection refuses to write, and a query is stopped after `seconds`.
    virtual void make_read_only(double seconds) = 0;
    /// Checks the whole store for damage: an empty string when sound, otherwise what is wrong.
    virtual std::string integrity() = 0;
};

/// A write that is undone unless commit() is reached.
class Transaction {
  public:
    explicit Transaction(Connection& connection) : connection_(connection) { connection_.begin_write(); }
    ~Transaction();
    Transaction(const Transaction&) = delete;
    Transaction& operator=(const Transaction&) = delete;
    void commit();

  private:
    Connection& connection_;
    bool open_ = true;
};

/// Opens `location`: a path of an SQLite file (made when missing unless `read_only`), or a connection string
/// `postgresql://user@host:port/name`.
std::unique_ptr<Connection> connect(const std::string& location, bool read_only = false);

bool is_server(std::string_view location);

/// What a read-only connection takes: a SELECT, WITH, VALUES or EXPLAIN, perhaps behind comments. The
/// dialects have side doors (PRAGMA, DO, COPY ... TO PROGRAM) that a read-only transaction does not close.
/// Throws Fault::usage.
void require_query(std::string_view sql);

/// The two dialects; use connect().
std::unique_ptr<Connection> connect_sqlite(const std::string& path, bool read_only);
std::unique_ptr<Connection> connect_postgresql(const std::string& uri, bool read_only);

}  // namespace alioth::database
