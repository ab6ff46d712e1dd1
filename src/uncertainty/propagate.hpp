#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "uncertainty/distribution.hpp"
#include "uncertainty/interval.hpp"

namespace alioth::uncertainty {

/// An uncertain input. Its draws depend on (seed, name, sample): the same name in two engines is the same
/// draw.
struct Input {
    std::string name;
    Distribution distribution;
};

/// A model of one output: draws of the inputs, in their order, to the result. Called from several threads.
using Model = std::function<double(std::span<const double> inputs)>;

/// A model of several outputs: fills `outputs`.
using VectorModel = std::function<void(std::span<const double> inputs, std::span<double> outputs)>;

/// Called on the calling thread with samples done and the samples asked for; false interrupts.
using Progress = std::function<bool(std::size_t done, std::size_t total)>;

struct PropagateOptions {
    std::uint64_t seed = 1;
    std::size_t samples = 10'000;  ///< without `significant_digits`
    double coverage = 0.95;        ///< of the intervals
    std::vector<double> quantiles{0.025, 0.5, 0.975};
    /// Row-major n x n correlation of the normals behind the inputs (Gaussian copula); empty: independent.
    std::vector<double> correlation{};
    /// JCGM 101:2008, 7.9: blocks of max(10^4, 100/(1 - coverage)) samples until mean, sd and the ends of the
    /// interval are stable in this many significant digits of the sd (1 or 2 are usual).
    std::optional<int> significant_digits{};
    std::size_t max_samples = 10'000'000;  ///< where the adaptive procedure gives up
    unsigned threads = 0;                  ///< 0: as many as the machine has. No influence on the result
    Progress progress{};
};

/// What the samples say of one output, in its unit.
struct Summary {
    std::size_t samples = 0;
    double mean = 0;
    double sd = 0;      ///< divisor M - 1 (JCGM 101, equation 17)
    Interval interval;  ///< probabilistically symmetric (JCGM 101, 7.7.2)
    Interval shortest;  ///< (JCGM 101, 7.7.3)
    std::vector<double>
        quantiles;       ///< as asked, linear between order statistics (Hyndman and Fan 1996, type 7)
    bool stable = true;  ///< false when the adaptive procedure gave up
};

/// Mean, sd, quantiles and coverage intervals of `values` (at least 2/(1 - coverage) of them), in any order.
/// The mean and the sd are summed in the order given.
Summary summarise(std::span<const double> values, double coverage, std::span<const double> quantiles);

/// Propagates distributions through a model by Monte Carlo (JCGM 101; IPCC 2006 Vol. 1 ch. 3, Approach 2).
/// The result is bitwise the same for any number of threads. Throws Fault::usage for equal input names or
/// malformed options, Fault::input when the model gives a value that is not finite (naming the sample),
/// Fault::interrupted when `progress` returns false; what the model throws comes out as thrown.
Summary propagate(const Model& model, std::span<const Input> inputs, const PropagateOptions& options = {});

/// The same for several outputs of one model, from the same samples: one summary for each. The adaptive
/// procedure goes on until all of them are stable.
std::vector<Summary> propagate(const VectorModel& model, std::size_t outputs, std::span<const Input> inputs,
                               const PropagateOptions& options = {});

}  // namespace alioth::uncertainty
