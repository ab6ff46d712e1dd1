#pragma once

#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "core/progress.hpp"
#include "core/text.hpp"
#include "database/store.hpp"
#include "operations/answer.hpp"

namespace alioth::operations {

/// What operations run in: where the data are, and how to tell progress. The database is opened when an
/// operation first needs it.
class Context {
  public:
    explicit Context(database::StoreOptions options = {}, Progress* progress = nullptr)
        : options_(std::move(options)), progress_(progress ? progress : &silent_) {}

    database::Store& store();
    const database::StoreOptions& options() const { return options_; }
    Progress& progress() { return *progress_; }
    /// Lets go of the database, so that its file can be set aside.
    void close() { store_.reset(); }

  private:
    database::StoreOptions options_;
    Progress silent_;
    Progress* progress_;
    std::unique_ptr<database::Store> store_;
};

/// One thing that Alioth can do. Every door is made from this.
struct Operation {
    std::string name;  ///< "panorama", "data sql": the words of the command line
    Text summary;
    std::vector<std::string> examples;  ///< command lines
    nlohmann::json input;               ///< JSON Schema 2020-12 of the parameters
    nlohmann::json output;              ///< JSON Schema 2020-12 of `result`
    bool reads_only = true;
    void (*function)(Context&, const nlohmann::json& parameters, Answer& answer) = nullptr;
};

const std::vector<Operation>& catalogue();

/// Throws Fault::usage with the nearest name.
const Operation& find_operation(std::string_view name);

/// Validates and completes the parameters, runs the operation. The door of C++ programs:
/// `run(context, "panorama", {{"year", 2021}}).to_json()`.
Answer run(Context& context, std::string_view name, const nlohmann::json& parameters);

}  // namespace alioth::operations
