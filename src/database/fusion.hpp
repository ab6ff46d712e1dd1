#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace alioth::database {

/// What one source says of one quantity. Observations are taken as independent of each other.
struct Observation {
    std::size_t quantity = 0;  ///< index into FusionProblem::quantities
    std::string source;        ///< "EDGAR 2024"
    double value = 0;
    double sd = 0;  ///< > 0, unit of the value
};

struct ConstraintTerm {
    std::size_t quantity = 0;
    double coefficient = 1;
};

/// sum of coefficient x quantity = total: "sectors add up to the country". With `sd` 0 it holds exactly; with
/// `sd` > 0 the total is itself known with that error.
struct SumConstraint {
    std::string name;
    std::vector<ConstraintTerm> terms;
    double total = 0;
    double sd = 0;
};

/// Several sources for quantities that must add up. All in one unit, unless the coefficients convert.
struct FusionProblem {
    std::vector<std::string> quantities;  ///< names; a quantity may be observed by many sources, or by none
    std::vector<Observation> observations;
    std::vector<SumConstraint> constraints;
};

struct FusionOptions {
    double threshold = 1.959964;  ///< |z| above which figures conflict: 5 % of them do by chance
    bool covariance = false;      ///< also the whole covariance matrix
};

/// How far an observation lies from the reconciled value.
struct Residual {
    std::size_t observation = 0;  ///< index into FusionProblem::observations
    double value = 0;             ///< observed - reconciled
    double sd = 0;                ///< of that difference, sqrt(observed variance - reconciled variance)
    double z = 0;                 ///< value / sd; 0 where nothing else speaks of the quantity (sd 0)
};

/// Two figures that differ by more than their error bars allow.
struct Conflict {
    enum class Kind {
        constraint,   ///< the sum of the observed parts against the stated total
        pair,         ///< two sources against each other
        observation,  ///< a source against the reconciled value
    };
    Kind kind = Kind::pair;
    std::string subject;       ///< the quantity, or the name of the constraint
    std::string first_source;  ///< a source, or "sum of the parts"
    double first_value = 0;
    std::string second_source;  ///< another source, "reconciled", or "stated total"
    double second_value = 0;
    double z = 0;  ///< (first - second) / sd of the difference
};

struct FusionResult {
    std::vector<double> values;       ///< reconciled, in the order of the quantities
    std::vector<double> sds;          ///< their standard deviations
    std::vector<Residual> residuals;  ///< in the order of the observations
    double chi_square = 0;  ///< sum of (residual/observed sd)^2, and of uncertain constraints likewise
    std::size_t degrees_of_freedom = 0;
    double p_value = 1;  ///< probability of a larger chi-square if all error bars are right
    /// Causes first (constraints, then pairs, then observations), in each the largest |z| first. Nothing is
    /// averaged away silently.
    std::vector<Conflict> conflicts;
    std::vector<double> covariance;  ///< row-major m x m when asked for, else empty
};

/// Reconciles the sources by weighted least squares under the constraints: the values x that minimise
/// sum_i ((y_i - x)/s_i)^2 while A x = b. With x0 the inverse-variance means and V their variances,
/// x = x0 - V A' (A V A' + R)^-1 (A x0 - b), cov x = V - V A' (A V A' + R)^-1 A V (Stone, Champernowne and
/// Meade, Rev. Econ. Stud. 9 (1942) 111-135; Narasimhan and Jordache, Data Reconciliation and Gross Error
/// Detection (2000), ch. 3 and 7). A quantity without an observation is found from the constraints. Cost O(m
/// k^2) for k constraints.
///
/// Throws Fault::input for a malformed problem; Fault::no_solution when neither an observation nor the
/// constraints determine a quantity (named), or when exact constraints contradict each other (named).
FusionResult reconcile(const FusionProblem& problem, const FusionOptions& options = {});

}  // namespace alioth::database
