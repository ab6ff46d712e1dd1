#include <gtest/gtest.h>

#include <chrono>

#include "database/support.hpp"

namespace alioth::database::testing {
namespace {

class ReadOnlySql : public BothDialects {
  protected:
    void SetUp() override {
        BothDialects::SetUp();
        if (IsSkipped()) return;
        home().data.table("nature/one.csv",
                          SeriesText(2000, 2002).add(flux("CHN"), [](int y) { return y - 1999.0; }).text());
        store_ = std::make_unique<Store>(home().open());
        digest_ = store_->digest(1);
        reader_ = connect(home().options.location, true);
        reader_->make_read_only(0.2);
    }
    void TearDown() override {
        if (!store_) return;
        EXPECT_EQ(store_->digest(1), digest_) << "a query changed the data";
    }
    Connection& reader() { return *reader_; }

    /// Runs a query to its last row.
    void exhaust(const std::string& sql) {
        const auto query = reader().prepare(sql);
        while (query->step()) continue;
    }

  private:
    std::unique_ptr<Store> store_;
    std::unique_ptr<Connection> reader_;
    std::string digest_;
};
BOTH_DIALECTS(ReadOnlySql);

TEST_P(ReadOnlySql, ReadsTheViews) {
    const auto query =
        reader().prepare("SELECT region, year, value, note FROM nature WHERE year > ? ORDER BY year");
    query->bind(0, std::int64_t{2000});
    ASSERT_TRUE(query->step());
    EXPECT_EQ(query->columns(), 4);
    EXPECT_EQ(query->column_name(2), "value");
    EXPECT_EQ(query->text(0), "CHN");
    EXPECT_EQ(std::get<std::int64_t>(query->value(1)), 2001);
    EXPECT_EQ(std::get<double>(query->value(2)), 2e9);
    EXPECT_EQ(std::get<std::string>(query->value(3)), "");
    ASSERT_TRUE(query->step());
    EXPECT_FALSE(query->step());
}

TEST_P(ReadOnlySql, ReadsWithCommonTables) {
    const auto query = reader().prepare(
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 10) SELECT sum(i) FROM n;");
    ASSERT_TRUE(query->step());
    EXPECT_EQ(query->integer(0), 55);  // 10 x 11 / 2
}

TEST_P(ReadOnlySql, RefusesToWrite) {
    for (const char* sql : {
             "INSERT INTO meta (key, value) VALUES ('a', 'b')",
             "UPDATE observation SET value = 0",
             "DELETE FROM observation",
             "DROP TABLE observation",
             "CREATE TABLE more (a INTEGER)",
             "CREATE TEMP TABLE more (a INTEGER)",
             "ALTER TABLE meta ADD COLUMN a TEXT",
             "WITH n AS (SELECT 1) INSERT INTO meta (key, value) SELECT 'a', 'b' FROM n",
             "VACUUM",
             "REINDEX TABLE meta",
             "BEGIN",
             "SAVEPOINT a",
             "  -- a comment\n DELETE FROM observation",
             "/* a comment */ DELETE FROM observation",
         })
        expect_error(Fault::usage, [&] { exhaust(sql); });
}

TEST_P(ReadOnlySql, RefusesTheSideDoorsOfTheDialect) {
    const std::string file = (home().folder.path() / "out").string();
    const std::vector<std::string> sqlite = {"PRAGMA writable_schema = ON",
                                             "PRAGMA query_only = OFF",
                                             "PRAGMA user_version = 7",
                                             "PRAGMA journal_mode = WAL",
                                             "ATTACH DATABASE '" + file + "' AS more",
                                             "VACUUM INTO '" + file + "'",
                                             "UPDATE sqlite_master SET sql = ''"};
    const std::vector<std::string> postgresql = {
        "SET default_transaction_read_only = off",
        "DO $$ BEGIN COMMIT; SET TRANSACTION READ WRITE; DELETE FROM observation; END $$",
        "DO $$ BEGIN SET SESSION default_transaction_read_only = off; COMMIT; DELETE FROM observation; END "
        "$$",
        "COPY meta TO '" + file + "'",
        "COPY (SELECT 1) TO PROGRAM 'cat > " + file + "'",
        "CALL nothing()",
        "EXPLAIN ANALYZE DELETE FROM observation",
        "SELECT * INTO more FROM meta"};
    for (const auto& sql : GetParam() == "sqlite" ? sqlite : postgresql)
        expect_error(Fault::usage, [&] { exhaust(sql); });
    EXPECT_FALSE(std::filesystem::exists(file));
}

TEST_P(ReadOnlySql, TakesOneStatement) {
    for (const char* sql :
         {"SELECT 1; DELETE FROM observation", "SELECT 1; SELECT 2", "SELECT 1;; DROP TABLE meta;"})
        expect_error(Fault::usage, [&] { exhaust(sql); });
    EXPECT_NO_THROW(exhaust("SELECT 1 ; \n"));
    for (const char* sql : {"", "  ", "-- nothing", "SELEKT 1", "SELECT * FROM no_such_table"})
        expect_error(Fault::usage, [&] { exhaust(sql); });
}

TEST_P(ReadOnlySql, StopsAQueryThatWouldRunForever) {
    const auto begin = std::chrono::steady_clock::now();
    expect_error(Fault::usage,
                 [&] {
                     exhaust(
                         "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 - i % 2 FROM n) "
                         "SELECT count(*) FROM n");
                 },
                 {"took too long"});
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begin;
    EXPECT_GT(took.count(), 0.1);
    EXPECT_LT(took.count(), 5) << "the limit is 0.2 s; the rest is leave for a busy machine";
}

}  // namespace
}  // namespace alioth::database::testing
