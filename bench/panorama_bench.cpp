// The main job and its parts: import of the shipped tables, the ledger, the world account, its JSON.
//   cmake --preset release -DALIOTH_BENCH=ON && cmake --build --preset release &&
//   build/release/bench/alioth_bench
#include <benchmark/benchmark.h>
#include <unistd.h>

#include <filesystem>

#include "operations/catalogue.hpp"
#include "panorama/account.hpp"

namespace {

using namespace alioth;
namespace fs = std::filesystem;

/// A folder of its own that goes with the program.
const fs::path& home() {
    struct Folder {
        fs::path path = fs::temp_directory_path() / ("alioth-bench-" + std::to_string(getpid()));
        ~Folder() { fs::remove_all(path); }
    };
    static const Folder folder;
    return folder.path;
}

database::StoreOptions options() {
    return {.location = {}, .home = home(), .shipped = {}};
}

nlohmann::json all_boundaries() {
    return {{"regions", {"all"}},
            {"from", 1990},
            {"to", 2022},
            {"boundary", {"production", "production+land", "natural", "consumption", "shared", "panorama"}}};
}

void first_import(benchmark::State& state) {
    for (auto _ : state) {
        fs::remove_all(home());
        operations::Context context(options());
        benchmark::DoNotOptimize(context.store().revision());
    }
}
BENCHMARK(first_import)->Unit(benchmark::kMillisecond)->Iterations(3);

void read_ledger(benchmark::State& state) {
    operations::Context context(options());
    for (auto _ : state)
        benchmark::DoNotOptimize(
            panorama::read_ledger(context.store(), {.first_year = 1990, .last_year = 2022}));
}
BENCHMARK(read_ledger)->Unit(benchmark::kMillisecond);

void world_account_all_boundaries(benchmark::State& state) {
    operations::Context context(options());
    for (auto _ : state) benchmark::DoNotOptimize(operations::run(context, "panorama", all_boundaries()));
}
BENCHMARK(world_account_all_boundaries)->Unit(benchmark::kMillisecond);

void world_account_json(benchmark::State& state) {
    operations::Context context(options());
    const auto answer = operations::run(context, "panorama", all_boundaries());
    for (auto _ : state) benchmark::DoNotOptimize(answer.to_json());
}
BENCHMARK(world_account_json)->Unit(benchmark::kMillisecond);

void default_question(benchmark::State& state) {
    operations::Context context(options());
    for (auto _ : state)
        benchmark::DoNotOptimize(operations::run(context, "panorama", nlohmann::json::object()).to_json());
}
BENCHMARK(default_question)->Unit(benchmark::kMillisecond);

}  // namespace
