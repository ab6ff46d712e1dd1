#include "uncertainty/propagate.hpp"

#include <algorithm>
#include <array>
#include <atomic>
#include <cmath>
#include <exception>
#include <limits>
#include <mutex>
#include <thread>
#include <unordered_map>

#include "core/error.hpp"
#include "numerics/philox.hpp"
#include "numerics/sums.hpp"
#include "uncertainty/check.hpp"
#include "uncertainty/sampling.hpp"

namespace alioth::uncertainty {
namespace {

constexpr std::size_t block_size = 256;

[[noreturn]] void misuse(std::string what, std::string where, std::string found, std::string expected) {
    throw Error(Fault::usage, {std::move(what), std::move(where), std::move(found), std::move(expected), {}});
}

/// The smallest number of samples from which intervals of this coverage can be read.
std::size_t least_samples(double coverage) {
    return static_cast<std::size_t>(std::ceil(2 / (1 - coverage)));
}

void check(std::size_t outputs, std::span<const Input> inputs, const PropagateOptions& options) {
    require_probability("propagation", "coverage", options.coverage);
    for (const double p : options.quantiles) require_probability("propagation", "quantile", p);
    if (outputs == 0) misuse("a model without outputs", "outputs", "0", "at least 1");
    if (!options.significant_digits && options.samples < least_samples(options.coverage)) {
        misuse("too few samples for the coverage", "samples", std::to_string(options.samples),
               "at least " + std::to_string(least_samples(options.coverage)));
    }
    if (options.significant_digits && (*options.significant_digits < 1 || *options.significant_digits > 4)) {
        misuse("bad number of significant digits", "significant_digits",
               std::to_string(*options.significant_digits), "1 to 4");
    }
    if (!options.correlation.empty() && options.correlation.size() != inputs.size() * inputs.size()) {
        misuse("the correlation matrix does not fit the inputs", "correlation",
               std::to_string(options.correlation.size()) + " elements",
               std::to_string(inputs.size()) + " x " + std::to_string(inputs.size()));
    }
}

/// Draws inputs and runs the model, sample by sample, into output-major storage that grows.
class Sampler {
  public:
    Sampler(const VectorModel& model, std::size_t outputs, std::span<const Input> inputs,
            const PropagateOptions& options)
        : model_(model), outputs_(outputs), inputs_(inputs), options_(options), values_(outputs) {
        std::unordered_map<std::uint64_t, std::string> names;
        for (const Input& input : inputs) {
            ids_.push_back(numerics::parameter_id(input.name));
            const auto [same, is_new] = names.try_emplace(ids_.back(), input.name);
            if (!is_new) {
                misuse("two inputs have one name, and so one draw", "inputs",
                       "'" + same->second + "' and '" + input.name + "'", "a name for each");
            }
        }
        if (!options.correlation.empty()) copula_.emplace(options.correlation);
        const unsigned machine = std::max(1U, std::thread::hardware_concurrency());
        threads_ = options.threads == 0 ? machine : options.threads;
    }

    /// Runs samples up to number `end`; `total` is what progress is told.
    void run_to(std::size_t end, std::size_t total);

    std::size_t samples() const { return samples_; }
    std::span<const double> output(std::size_t index) const { return values_[index]; }

  private:
    /// What the threads of one run share.
    struct Run {
        std::size_t begin, end, total;
        std::atomic<std::size_t> next_block{0};
        std::atomic<std::size_t> done{0};
        std::atomic<bool> stop{false};
        std::mutex mutex{};
        std::exception_ptr fault{};
        std::size_t fault_block = std::numeric_limits<std::size_t>::max();
    };

    void work(Run& run, bool reports);
    void run_block(std::size_t begin, std::size_t end, std::vector<double>& draws,
                   std::vector<double>& results);
    void draw(std::size_t sample, std::span<double> draws) const;
    void report(const Run& run) const;

    const VectorModel& model_;
    std::size_t outputs_;
    std::span<const Input> inputs_;
    const PropagateOptions& options_;
    std::vector<std::vector<double>> values_;
    std::vector<std::uint64_t> ids_;
    std::optional<GaussianCopula> copula_;
    std::size_t samples_ = 0;
    unsigned threads_ = 1;
};

void Sampler::run_to(std::size_t end, std::size_t total) {
    for (auto& output : values_) output.resize(end);
    Run run{samples_, end, total};
    const std::size_t blocks = (end - samples_ + block_size - 1) / block_size;
    {
        std::vector<std::jthread> helpers;
        for (std::size_t i = 1; i < std::min<std::size_t>(threads_, blocks); ++i) {
            helpers.emplace_back([this, &run] { work(run, false); });
        }
        work(run, true);
    }
    if (run.fault) std::rethrow_exception(run.fault);
    samples_ = end;
}

void Sampler::work(Run& run, bool reports) {
    std::vector<double> draws(inputs_.size()), results(outputs_);
    while (!run.stop) {
        const std::size_t block = run.next_block++;
        const std::size_t begin = run.begin + block * block_size;
        if (begin >= run.end) return;
        const std::size_t end = std::min(begin + block_size, run.end);
        try {
            run_block(begin, end, draws, results);
            run.done += end - begin;
            if (reports) report(run);
        } catch (...) {
            // Blocks are handed out in order and finished once begun: the earliest fault is the same for any
            // number of threads.
            const std::scoped_lock lock(run.mutex);
            if (block < run.fault_block) {
                run.fault = std::current_exception();
                run.fault_block = block;
            }
            run.stop = true;
        }
    }
}

void Sampler::run_block(std::size_t begin, std::size_t end, std::vector<double>& draws,
                        std::vector<double>& results) {
    for (std::size_t sample = begin; sample < end; ++sample) {
        draw(sample, draws);
        model_(draws, results);
        for (std::size_t k = 0; k < outputs_; ++k) {
            if (!std::isfinite(results[k])) {
                reject("the model", "output " + std::to_string(k) + " in sample " + std::to_string(sample),
                       results[k], "a finite number: do the distributions allow an impossible input?");
            }
            values_[k][sample] = results[k];
        }
    }
}

void Sampler::draw(std::size_t sample, std::span<double> draws) const {
    for (std::size_t i = 0; i < draws.size(); ++i) {
        draws[i] = numerics::uniform(options_.seed, ids_[i], sample);
    }
    if (copula_) copula_->correlate(draws);
    for (std::size_t i = 0; i < draws.size(); ++i) draws[i] = inputs_[i].distribution.quantile(draws[i]);
}

void Sampler::report(const Run& run) const {
    if (options_.progress && !options_.progress(run.begin + run.done, run.total)) {
        throw Error(Fault::interrupted, {.what = "the propagation was interrupted",
                                         .where = {},
                                         .found = std::to_string(run.begin + run.done) + " samples done",
                                         .expected = {},
                                         .mend = {}});
    }
}

double mean_of(std::span<const double> values) {
    return numerics::pairwise_sum(values) / static_cast<double>(values.size());
}

/// With divisor n - 1, about the mean already known.
double sd_of(std::span<const double> values, double mean) {
    std::vector<double> squares(values.size());
    std::transform(values.begin(), values.end(), squares.begin(),
                   [mean](double value) { return (value - mean) * (value - mean); });
    return std::sqrt(numerics::pairwise_sum(squares) / static_cast<double>(values.size() - 1));
}

/// JCGM 101, 7.7.1-7.7.2. `sorted` ascending, M values; q = pM, and r = (M - q)/2, both to the nearest
/// integer.
std::size_t steps_inside(std::size_t count, double coverage) {
    const auto q = static_cast<std::size_t>(std::floor(coverage * static_cast<double>(count) + 0.5));
    return std::min(q, count - 1);
}

Interval symmetric_interval(std::span<const double> sorted, double coverage) {
    const std::size_t q = steps_inside(sorted.size(), coverage);
    const std::size_t r = std::max<std::size_t>((sorted.size() - q + 1) / 2, 1);
    const std::size_t low = std::min(r - 1, sorted.size() - 1 - q);
    return {sorted[low], sorted[low + q]};
}

Interval shortest_interval(std::span<const double> sorted, double coverage) {
    const std::size_t q = steps_inside(sorted.size(), coverage);
    std::size_t best = 0;
    for (std::size_t r = 1; r + q < sorted.size(); ++r) {
        if (sorted[r + q] - sorted[r] < sorted[best + q] - sorted[best]) best = r;
    }
    return {sorted[best], sorted[best + q]};
}

double quantile_of_sorted(std::span<const double> sorted, double p) {
    const double place = p * static_cast<double>(sorted.size() - 1);
    const auto below = std::min(static_cast<std::size_t>(place), sorted.size() - 2);
    return std::lerp(sorted[below], sorted[below + 1], place - static_cast<double>(below));
}

/// The stop of JCGM 101, 7.9.4, for one output: four statistics of each block of samples.
class Stability {
  public:
    void add_block(std::span<const double> values, double coverage) {
        const Summary block = summarise(values, coverage, {});
        statistics_[0].push_back(block.mean);
        statistics_[1].push_back(block.sd);
        statistics_[2].push_back(block.interval.low);
        statistics_[3].push_back(block.interval.high);
    }

    /// Twice the standard error of each statistic is below half a unit in the last significant digit of `sd`.
    bool reached(double sd, int digits) const {
        const std::size_t blocks = statistics_[0].size();
        if (blocks < 2) return false;
        if (sd == 0) return true;
        const double tolerance = 0.5 * std::pow(10, std::floor(std::log10(sd)) - (digits - 1));
        return std::all_of(statistics_.begin(), statistics_.end(), [&](const std::vector<double>& values) {
            return 2 * sd_of(values, mean_of(values)) / std::sqrt(static_cast<double>(blocks)) < tolerance;
        });
    }

  private:
    std::array<std::vector<double>, 4> statistics_;
};

/// Runs blocks until all outputs are stable; false when max_samples came first.
bool run_adaptively(Sampler& sampler, std::size_t outputs, const PropagateOptions& options) {
    const auto for_coverage = static_cast<std::size_t>(std::ceil(100 / (1 - options.coverage)));
    const std::size_t block = std::max<std::size_t>(for_coverage, 10'000);
    std::vector<Stability> stability(outputs);
    for (std::size_t end = block; end <= std::max(options.max_samples, block); end += block) {
        sampler.run_to(end, options.max_samples);
        bool stable = true;
        for (std::size_t k = 0; k < outputs; ++k) {
            const std::span<const double> values = sampler.output(k);
            stability[k].add_block(values.last(block), options.coverage);
            stable =
                stability[k].reached(sd_of(values, mean_of(values)), *options.significant_digits) && stable;
        }
        if (stable) return true;
    }
    return false;
}

}  // namespace

Summary summarise(std::span<const double> values, double coverage, std::span<const double> quantiles) {
    require_probability("summary", "coverage", coverage);
    if (values.size() < least_samples(coverage)) {
        reject("summary", "number of values", static_cast<double>(values.size()),
               "at least " + std::to_string(least_samples(coverage)));
    }
    Summary summary;
    summary.samples = values.size();
    summary.mean = mean_of(values);
    summary.sd = sd_of(values, summary.mean);
    std::vector<double> sorted(values.begin(), values.end());
    std::sort(sorted.begin(), sorted.end());
    summary.interval = symmetric_interval(sorted, coverage);
    summary.shortest = shortest_interval(sorted, coverage);
    for (const double p : quantiles) {
        require_probability("summary", "quantile", p);
        summary.quantiles.push_back(quantile_of_sorted(sorted, p));
    }
    return summary;
}

std::vector<Summary> propagate(const VectorModel& model, std::size_t outputs, std::span<const Input> inputs,
                               const PropagateOptions& options) {
    check(outputs, inputs, options);
    Sampler sampler(model, outputs, inputs, options);
    bool stable = true;
    if (options.significant_digits) {
        stable = run_adaptively(sampler, outputs, options);
    } else {
        sampler.run_to(options.samples, options.samples);
    }
    std::vector<Summary> summaries;
    for (std::size_t k = 0; k < outputs; ++k) {
        summaries.push_back(summarise(sampler.output(k), options.coverage, options.quantiles));
        summaries.back().stable = stable;
    }
    return summaries;
}

Summary propagate(const Model& model, std::span<const Input> inputs, const PropagateOptions& options) {
    const VectorModel single = [&model](std::span<const double> draws, std::span<double> outputs) {
        outputs[0] = model(draws);
    };
    return propagate(single, 1, inputs, options).front();
}

}  // namespace alioth::uncertainty
