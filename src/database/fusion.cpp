#include "database/fusion.hpp"

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>

// g++ 12 sees buffers of Eigen's decompositions as uninitialised where there is nothing to initialise.
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wmaybe-uninitialized"
#include <Eigen/Dense>
#pragma GCC diagnostic pop

#include "core/error.hpp"
#include "numerics/special.hpp"

namespace alioth::database {
namespace {

using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;

// Relative to a system scaled to elements of order one: smaller than this is rounding.
constexpr double rounding = 1e-10;

[[noreturn]] void bad_input(std::string what, std::string where, std::string found, std::string expected) {
    throw Error(Fault::input, {std::move(what), std::move(where), std::move(found), std::move(expected), {}});
}

void check_quantity(const FusionProblem& problem, std::size_t quantity, const std::string& where) {
    if (quantity >= problem.quantities.size()) {
        bad_input("unknown quantity", where, "number " + std::to_string(quantity),
                  "0 to " + std::to_string(problem.quantities.size()) + ", excluded");
    }
}

void check(const FusionProblem& problem) {
    if (problem.quantities.empty()) bad_input("nothing to reconcile", "quantities", "none", "at least one");
    for (const Observation& seen : problem.observations) {
        const std::string where = "observation from " + seen.source;
        check_quantity(problem, seen.quantity, where);
        if (!std::isfinite(seen.value))
            bad_input("bad value", where, std::to_string(seen.value), "a finite number");
        if (!(std::isfinite(seen.sd) && seen.sd > 0)) {
            bad_input("bad sd", where, std::to_string(seen.sd),
                      "a number above 0 (what is exact is a constraint)");
        }
    }
    for (const SumConstraint& rule : problem.constraints) {
        const std::string where = "constraint " + rule.name;
        if (!std::isfinite(rule.total))
            bad_input("bad total", where, std::to_string(rule.total), "a finite number");
        if (!(std::isfinite(rule.sd) && rule.sd >= 0)) {
            bad_input("bad sd", where, std::to_string(rule.sd), "a number not below 0");
        }
        for (const ConstraintTerm& term : rule.terms) {
            check_quantity(problem, term.quantity, where);
            if (!std::isfinite(term.coefficient)) {
                bad_input("bad coefficient", where, std::to_string(term.coefficient), "a finite number");
            }
        }
    }
}

/// What the observations alone say: inverse-variance means, their variances; 0 for both where there is none.
struct Observed {
    VectorXd mean, variance;
    std::vector<std::size_t> unobserved;
};

Observed combine(const FusionProblem& problem) {
    const auto m = static_cast<Index>(problem.quantities.size());
    VectorXd weight = VectorXd::Zero(m), weighted = VectorXd::Zero(m);
    for (const Observation& seen : problem.observations) {
        const double precision = 1 / (seen.sd * seen.sd);
        weight[seen.quantity] += precision;
        weighted[seen.quantity] += precision * seen.value;
    }
    Observed observed{VectorXd::Zero(m), VectorXd::Zero(m), {}};
    for (Index j = 0; j < m; ++j) {
        if (weight[j] > 0) {
            observed.mean[j] = weighted[j] / weight[j];
            observed.variance[j] = 1 / weight[j];
        } else {
            observed.unobserved.push_back(static_cast<std::size_t>(j));
        }
    }
    return observed;
}

/// The constraints A x = b + e, e of variance R, and the columns of A that belong to unobserved quantities.
struct Rules {
    MatrixXd matrix;
    VectorXd totals, variances;
    MatrixXd free;
};

Rules assemble(const FusionProblem& problem, const std::vector<std::size_t>& unobserved) {
    const auto k = static_cast<Index>(problem.constraints.size());
    const auto m = static_cast<Index>(problem.quantities.size());
    Rules rules{MatrixXd::Zero(k, m), VectorXd(k), VectorXd(k),
                MatrixXd(k, static_cast<Index>(unobserved.size()))};
    for (Index i = 0; i < k; ++i) {
        const SumConstraint& rule = problem.constraints[i];
        rules.totals[i] = rule.total;
        rules.variances[i] = rule.sd * rule.sd;
        for (const ConstraintTerm& term : rule.terms) rules.matrix(i, term.quantity) += term.coefficient;
    }
    for (std::size_t u = 0; u < unobserved.size(); ++u) rules.free.col(u) = rules.matrix.col(unobserved[u]);
    return rules;
}

[[noreturn]] void throw_undetermined(const std::string& quantity) {
    throw Error(Fault::no_solution,
                {.what = "a quantity is not determined",
                 .where = quantity,
                 .found = "no observation, and no constraint that fixes it",
                 .expected = "an observation, or a constraint whose other terms are known",
                 .mend = "add a source for " + quantity});
}

/// Throws when some combination of unobserved quantities leaves all constraints as they are.
void require_determined(const FusionProblem& problem, const std::vector<std::size_t>& unobserved,
                        const MatrixXd& scaled_free) {
    if (unobserved.empty()) return;
    if (scaled_free.rows() == 0) throw_undetermined(problem.quantities[unobserved.front()]);
    Eigen::FullPivLU<MatrixXd> decomposition(scaled_free);
    decomposition.setThreshold(rounding);
    if (decomposition.rank() == scaled_free.cols()) return;
    const MatrixXd kernel = decomposition.kernel();
    Index loose = 0;
    kernel.rowwise().norm().maxCoeff(&loose);
    throw_undetermined(problem.quantities[unobserved[loose]]);
}

/// The optimality system of the constrained least squares. With S = A V A' + R over the observed quantities,
/// F the columns of the unobserved ones, multipliers l and r = A x0 - b:
///     [S  F] [ l]   [r]        x_observed   = x0 - V A' l
///     [F' 0] [-u] = [0]        x_unobserved = u.
/// Rows are scaled to unit variance and columns to unit length, so that kilograms and gigatonnes are alike.
class Reconciler {
  public:
    Reconciler(const FusionProblem& problem, const Observed& observed, const Rules& rules)
        : observed_(observed), rules_(rules), spread_(rules.matrix * observed.variance.asDiagonal()) {
        variance_ = spread_ * rules.matrix.transpose();
        variance_.diagonal() += rules.variances;
        const Index k = variance_.rows(), u = rules.free.cols();
        const VectorXd rows = row_scale(problem), columns = column_scale(rows);
        const MatrixXd scaled_free = rows.asDiagonal() * rules.free * columns.asDiagonal();
        require_determined(problem, observed.unobserved, scaled_free);

        MatrixXd system = MatrixXd::Zero(k + u, k + u);
        system.topLeftCorner(k, k) = rows.asDiagonal() * variance_ * rows.asDiagonal();
        system.topRightCorner(k, u) = scaled_free;
        system.bottomLeftCorner(u, k) = scaled_free.transpose();
        VectorXd scale(k + u);
        scale << rows, columns;
        if (k == 0) return;
        // Repeated constraints make the system singular; the decomposition then takes the shortest
        // multipliers.
        Eigen::CompleteOrthogonalDecomposition<MatrixXd> decomposition;
        decomposition.setThreshold(rounding);
        decomposition.compute(system);
        inverse_ = scale.asDiagonal() * decomposition.pseudoInverse() * scale.asDiagonal();
        rank_ = static_cast<std::size_t>(decomposition.rank() - u);
    }

    /// The reconciled values; a second step removes the rounding of the first, so that sums close.
    VectorXd values(const FusionProblem& problem) {
        VectorXd x = observed_.mean;
        multipliers_ = VectorXd::Zero(variance_.rows());
        for (int step = 0; step < 3; ++step) {
            const VectorXd residual = rules_.matrix * x - rules_.totals - slack();
            const VectorXd solution = inverse_.leftCols(variance_.rows()) * residual;
            multipliers_ += solution.head(variance_.rows());
            x -= spread_.transpose() * solution.head(variance_.rows());
            for (std::size_t u = 0; u < observed_.unobserved.size(); ++u) {
                x[observed_.unobserved[u]] -= solution[variance_.rows() + static_cast<Index>(u)];
            }
        }
        require_closure(problem, x);
        return x;
    }

    /// What uncertain constraints give way by, A x - b = R l; 0 for exact ones.
    VectorXd slack() const { return rules_.variances.cwiseProduct(multipliers_); }

    /// The diagonal of covariance(), without the matrix.
    VectorXd variances() const {
        VectorXd result = observed_.variance;
        result -=
            (spread_.transpose() * multiplier_block()).cwiseProduct(spread_.transpose()).rowwise().sum();
        const MatrixXd unobserved = unobserved_covariance();
        for (std::size_t u = 0; u < observed_.unobserved.size(); ++u) {
            result[observed_.unobserved[u]] = unobserved(u, u);
        }
        return result.cwiseMax(0.0);
    }

    MatrixXd covariance() const {
        MatrixXd result = -(spread_.transpose() * multiplier_block() * spread_);
        result.diagonal() += observed_.variance;
        const MatrixXd unobserved = unobserved_covariance();
        const MatrixXd cross = -(spread_.transpose() * unobserved_block());
        for (std::size_t u = 0; u < observed_.unobserved.size(); ++u) {
            const auto place = static_cast<Index>(observed_.unobserved[u]);
            result.col(place) = cross.col(u);
            result.row(place) = cross.col(u).transpose();
        }
        for (std::size_t u = 0; u < observed_.unobserved.size(); ++u) {
            for (std::size_t v = 0; v < observed_.unobserved.size(); ++v) {
                result(observed_.unobserved[u], observed_.unobserved[v]) = unobserved(u, v);
            }
        }
        return result;
    }

    /// Variance of the sum of the parts less the total, before reconciliation.
    double constraint_variance(std::size_t constraint) const { return variance_(constraint, constraint); }
    /// Independent constraints.
    std::size_t rank() const { return rank_; }

  private:
    VectorXd row_scale(const FusionProblem& problem) const {
        VectorXd scale(variance_.rows());
        for (Index i = 0; i < scale.size(); ++i) {
            const double deviation = std::sqrt(variance_(i, i));
            const double size = deviation > 0 ? deviation : rules_.free.row(i).norm();
            if (!(size > 0)) {
                bad_input("a constraint without terms", "constraint " + problem.constraints[i].name,
                          "0 = total", "coefficients that are not all 0");
            }
            scale[i] = 1 / size;
        }
        return scale;
    }

    VectorXd column_scale(const VectorXd& rows) const {
        VectorXd scale(rules_.free.cols());
        for (Index u = 0; u < scale.size(); ++u) {
            const double norm = rows.cwiseProduct(rules_.free.col(u)).norm();
            scale[u] = norm > 0 ? 1 / norm : 1;
        }
        return scale;
    }

    MatrixXd multiplier_block() const { return inverse_.topLeftCorner(variance_.rows(), variance_.cols()); }
    MatrixXd unobserved_block() const {
        return inverse_.topRightCorner(variance_.rows(), rules_.free.cols());
    }
    MatrixXd unobserved_covariance() const {
        return unobserved_block().transpose() * variance_ * unobserved_block();
    }

    void require_closure(const FusionProblem& problem, const VectorXd& x) const {
        const VectorXd gap = rules_.matrix * x - rules_.totals - slack();
        const VectorXd size = rules_.matrix.cwiseAbs() * x.cwiseAbs() + rules_.totals.cwiseAbs();
        for (Index i = 0; i < gap.size(); ++i) {
            if (std::abs(gap[i]) <= 1e-9 * size[i]) continue;
            throw Error(Fault::no_solution, {.what = "exact constraints contradict each other",
                                             .where = "constraint " + problem.constraints[i].name,
                                             .found = "a sum off by " + std::to_string(gap[i]),
                                             .expected = "constraints that can hold together",
                                             .mend = "give one of them an sd, or correct its total"});
        }
    }

    const Observed& observed_;
    const Rules& rules_;
    MatrixXd spread_;    // A V, k x m
    MatrixXd variance_;  // S
    MatrixXd inverse_;   // of the system; empty without constraints
    VectorXd multipliers_;
    std::size_t rank_ = 0;
};

std::vector<Residual> residuals(const FusionProblem& problem, const FusionResult& result) {
    std::vector<Residual> all;
    for (std::size_t i = 0; i < problem.observations.size(); ++i) {
        const Observation& seen = problem.observations[i];
        const double reconciled_sd = result.sds[seen.quantity];
        const double variance = seen.sd * seen.sd - reconciled_sd * reconciled_sd;
        Residual residual{i, seen.value - result.values[seen.quantity], 0, 0};
        if (variance > rounding * seen.sd * seen.sd) {
            residual.sd = std::sqrt(variance);
            residual.z = residual.value / residual.sd;
        }
        all.push_back(residual);
    }
    return all;
}

void find_observation_conflicts(const FusionProblem& problem, double threshold, FusionResult& result) {
    for (const Residual& residual : result.residuals) {
        if (std::abs(residual.z) <= threshold) continue;
        const Observation& seen = problem.observations[residual.observation];
        result.conflicts.push_back({Conflict::Kind::observation, problem.quantities[seen.quantity],
                                    seen.source, seen.value, "reconciled", result.values[seen.quantity],
                                    residual.z});
    }
}

void find_pair_conflicts(const FusionProblem& problem, double threshold, FusionResult& result) {
    std::vector<std::vector<const Observation*>> by_quantity(problem.quantities.size());
    for (const Observation& seen : problem.observations) {
        for (const Observation* other : by_quantity[seen.quantity]) {
            const double z = (other->value - seen.value) / std::hypot(other->sd, seen.sd);
            if (std::abs(z) <= threshold) continue;
            result.conflicts.push_back({Conflict::Kind::pair, problem.quantities[seen.quantity],
                                        other->source, other->value, seen.source, seen.value, z});
        }
        by_quantity[seen.quantity].push_back(&seen);
    }
}

/// Only constraints whose parts are all observed can be tested before reconciliation.
void find_constraint_conflicts(const FusionProblem& problem, const Observed& observed, const Rules& rules,
                               const Reconciler& reconciler, double threshold, FusionResult& result) {
    const VectorXd sums = rules.matrix * observed.mean;
    for (std::size_t i = 0; i < problem.constraints.size(); ++i) {
        if (!rules.free.row(i).isZero(0)) continue;
        const SumConstraint& rule = problem.constraints[i];
        const double z = (sums[i] - rule.total) / std::sqrt(reconciler.constraint_variance(i));
        if (std::abs(z) <= threshold) continue;
        result.conflicts.push_back({Conflict::Kind::constraint, rule.name, "sum of the parts", sums[i],
                                    "stated total", rule.total, z});
    }
}

void judge(const FusionProblem& problem, const VectorXd& slack, std::size_t rank, FusionResult& result) {
    for (const Residual& residual : result.residuals) {
        const double scaled = residual.value / problem.observations[residual.observation].sd;
        result.chi_square += scaled * scaled;
    }
    for (std::size_t i = 0; i < problem.constraints.size(); ++i) {
        const double sd = problem.constraints[i].sd;
        if (sd > 0) result.chi_square += slack[i] / sd * (slack[i] / sd);
    }
    result.degrees_of_freedom = problem.observations.size() + rank - problem.quantities.size();
    if (result.degrees_of_freedom > 0) {
        result.p_value = numerics::chi_square_exceedance(static_cast<double>(result.degrees_of_freedom),
                                                         result.chi_square);
    }
}

std::vector<double> to_vector(const VectorXd& values) {
    return {values.begin(), values.end()};
}

}  // namespace

FusionResult reconcile(const FusionProblem& problem, const FusionOptions& options) {
    check(problem);
    const Observed observed = combine(problem);
    const Rules rules = assemble(problem, observed.unobserved);
    Reconciler reconciler(problem, observed, rules);

    FusionResult result;
    result.values = to_vector(reconciler.values(problem));
    result.sds = to_vector(reconciler.variances().cwiseSqrt());
    result.residuals = residuals(problem, result);
    judge(problem, reconciler.slack(), reconciler.rank(), result);
    find_constraint_conflicts(problem, observed, rules, reconciler, options.threshold, result);
    find_pair_conflicts(problem, options.threshold, result);
    find_observation_conflicts(problem, options.threshold, result);
    std::stable_sort(result.conflicts.begin(), result.conflicts.end(),
                     [](const Conflict& a, const Conflict& b) {
                         return std::pair(a.kind, -std::abs(a.z)) < std::pair(b.kind, -std::abs(b.z));
                     });
    if (options.covariance) {
        const MatrixXd covariance = reconciler.covariance();  // symmetric: rows and columns are alike
        result.covariance.assign(covariance.data(), covariance.data() + covariance.size());
    }
    return result;
}

}  // namespace alioth::database
