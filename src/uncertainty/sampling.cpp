#include "uncertainty/sampling.hpp"

#include <algorithm>
#include <boost/random/sobol.hpp>
#include <cmath>
#include <limits>
#include <numbers>
#include <numeric>
#include <string>

// g++ 12 sees a buffer of the eigenvalue solver as uninitialised where there is nothing to initialise.
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wmaybe-uninitialized"
#include <Eigen/Eigenvalues>
#include <Eigen/QR>
#pragma GCC diagnostic pop

#include "core/error.hpp"
#include "numerics/philox.hpp"
#include "numerics/special.hpp"
#include "uncertainty/check.hpp"

namespace alioth::uncertainty {
namespace {

static_assert(sobol_dimensions == BOOST_RANDOM_SOBOL_MAX_DIMENSION);

using Eigen::Index;
using RowMajor = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

void require_count(std::string_view subject, std::string_view name, std::size_t value, std::size_t most) {
    if (value < 1 || value > most) {
        reject(subject, name, static_cast<double>(value), "1 to " + std::to_string(most));
    }
}

/// Fisher-Yates with draw i of `parameter` for step i.
std::vector<std::size_t> permutation(std::size_t count, std::uint64_t seed, std::uint64_t parameter) {
    std::vector<std::size_t> order(count);
    std::iota(order.begin(), order.end(), std::size_t{0});
    for (std::size_t i = count; i > 1; --i) {
        const double draw = numerics::uniform(seed, parameter, i) * static_cast<double>(i);
        std::swap(order[i - 1], order[static_cast<std::size_t>(draw)]);
    }
    return order;
}

std::size_t square_size(std::string_view subject, std::span<const double> matrix) {
    const auto n = static_cast<std::size_t>(std::lround(std::sqrt(static_cast<double>(matrix.size()))));
    if (n == 0 || n * n != matrix.size()) {
        reject(subject, "number of elements", static_cast<double>(matrix.size()),
               "a square matrix, row by row");
    }
    for (std::size_t i = 0; i < n; ++i) {
        for (std::size_t j = 0; j <= i; ++j) {
            const std::string cell = "element " + std::to_string(i) + "," + std::to_string(j);
            require_finite(subject, cell, matrix[i * n + j]);
            if (matrix[i * n + j] != matrix[j * n + i]) {
                reject(subject, cell, matrix[i * n + j], "a symmetric matrix");
            }
        }
    }
    return n;
}

/// The logarithm of a gamma(shape, 1) draw. A small shape puts draws below the smallest double, hence the
/// logarithm and, below 1, gamma(shape) = gamma(shape + 1) U^(1/shape) (Marsaglia and Tsang 2000, section 6).
double log_gamma_draw(double shape, std::uint64_t seed, std::uint64_t parameter, std::uint64_t sample) {
    const double first = numerics::uniform(seed, parameter, sample);
    if (shape >= 1) return std::log(numerics::gamma_quantile(shape, first));
    const double second = numerics::uniform(seed, numerics::component_id(parameter, 0), sample);
    return std::log(numerics::gamma_quantile(shape + 1, first)) + std::log(second) / shape;
}

RowMajor without_negative_eigenvalues(const RowMajor& matrix) {
    const Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd> eigen(matrix);
    const Eigen::VectorXd kept = eigen.eigenvalues().cwiseMax(0.0);
    return eigen.eigenvectors() * kept.asDiagonal() * eigen.eigenvectors().transpose();
}

/// L with L L' = `correlation` and rows of unit length, so that L times standard normals are standard
/// normals. By way of the eigenvalues, as the plain Cholesky factorisation breaks down where some are 0: full
/// correlation, and every repaired matrix.
RowMajor lower_factor(const RowMajor& correlation) {
    constexpr double rounding = 1e-13, tolerated = 1e-9;
    const Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd> eigen(correlation);
    const double smallest = eigen.eigenvalues().minCoeff();
    if (smallest < -tolerated) {
        throw Error(Fault::input, {.what = "the correlation matrix is not positive semidefinite",
                                   .where = "correlation matrix",
                                   .found = "an eigenvalue of " + std::to_string(smallest),
                                   .expected = "correlations that can hold together",
                                   .mend = "repair it with nearest_correlation, which reports the change"});
    }
    const double least = rounding * static_cast<double>(correlation.rows());
    const Eigen::VectorXd roots =
        eigen.eigenvalues().unaryExpr([least](double value) { return value > least ? std::sqrt(value) : 0; });
    const Eigen::MatrixXd square_root = roots.asDiagonal() * eigen.eigenvectors().transpose();
    const Eigen::MatrixXd upper = square_root.householderQr().matrixQR().triangularView<Eigen::Upper>();
    RowMajor lower = upper.transpose();
    for (Index j = 0; j < lower.cols(); ++j) {
        if (lower(j, j) < 0) lower.col(j) = -lower.col(j);
    }
    lower.rowwise().normalize();
    return lower;
}

}  // namespace

UnitPoints latin_hypercube(std::size_t count, std::size_t dimensions, std::uint64_t seed) {
    constexpr std::size_t most = std::numeric_limits<std::uint32_t>::max();
    require_count("Latin hypercube", "number of points", count, most);
    require_count("Latin hypercube", "number of dimensions", dimensions, most);
    constexpr std::uint64_t orders = numerics::parameter_id("latin hypercube, order");
    constexpr std::uint64_t places = numerics::parameter_id("latin hypercube, place in the stratum");
    UnitPoints points{count, dimensions, std::vector<double>(count * dimensions)};
    for (std::size_t d = 0; d < dimensions; ++d) {
        const auto order = permutation(count, seed, numerics::component_id(orders, d));
        const std::uint64_t place = numerics::component_id(places, d);
        for (std::size_t i = 0; i < count; ++i) {
            const double inside = numerics::uniform(seed, place, i);
            const double value = (static_cast<double>(order[i]) + inside) / static_cast<double>(count);
            points.values[i * dimensions + d] =
                std::min(value, 1 - 0x1p-53);  // the sum may round up to count
        }
    }
    return points;
}

UnitPoints sobol(std::size_t count, std::size_t dimensions, const SobolOptions& options) {
    constexpr std::uint64_t most = std::uint64_t{1} << 53;
    require_count("Sobol' sequence", "number of dimensions", dimensions, sobol_dimensions);
    require_count("Sobol' sequence", "number of points", count, most);
    require_count("Sobol' sequence", "number of points and skipped points", count + options.skip, most);

    std::vector<std::uint64_t> shifts(dimensions, 0);
    if (options.shift_seed) {
        constexpr std::uint64_t shift = numerics::parameter_id("sobol, digital shift");
        for (std::size_t d = 0; d < dimensions; ++d) {
            shifts[d] = numerics::random_bits(*options.shift_seed, shift, d);
        }
    }
    // Boost's engine leaves out the origin: its point n is point n + 1 of the sequence.
    boost::random::sobol engine(dimensions);
    if (options.skip > 0) engine.seed(options.skip - 1);
    UnitPoints points{count, dimensions, std::vector<double>(count * dimensions)};
    for (std::size_t i = 0; i < count; ++i) {
        const bool origin = options.skip + i == 0;
        for (std::size_t d = 0; d < dimensions; ++d) {
            const std::uint64_t bits = (origin ? 0 : engine()) ^ shifts[d];
            points.values[i * dimensions + d] =
                options.shift_seed ? numerics::open_unit(bits) : static_cast<double>(bits >> 11) * 0x1p-53;
        }
    }
    return points;
}

std::vector<double> dirichlet(std::span<const double> concentrations, std::uint64_t seed,
                              std::uint64_t parameter, std::uint64_t sample) {
    require_count("Dirichlet distribution", "number of shares", concentrations.size(),
                  std::numeric_limits<std::uint32_t>::max());
    std::vector<double> shares(concentrations.size());
    for (std::size_t i = 0; i < shares.size(); ++i) {
        require_positive("Dirichlet distribution", "concentration " + std::to_string(i), concentrations[i]);
        shares[i] = log_gamma_draw(concentrations[i], seed, numerics::component_id(parameter, i), sample);
    }
    const double largest = *std::max_element(shares.begin(), shares.end());
    double sum = 0;
    for (double& share : shares) sum += share = std::exp(share - largest);
    for (double& share : shares) share /= sum;
    return shares;
}

double dirichlet_concentration(double share, double cv) {
    require_probability("Dirichlet distribution", "share", share);
    require_positive("Dirichlet distribution", "cv", cv);
    const double concentration = (1 - share) / (share * cv * cv) - 1;
    if (concentration <= 0) {
        reject("Dirichlet distribution", "cv", cv,
               "less than sqrt((1 - share)/share), the largest a share can have");
    }
    return concentration;
}

double normal_correlation_from_spearman(double rho) {
    if (!(std::abs(rho) <= 1)) reject("rank correlation", "rho", rho, "a number from -1 to 1");
    return 2 * std::sin(std::numbers::pi * rho / 6);
}

double normal_correlation_from_kendall(double tau) {
    if (!(std::abs(tau) <= 1)) reject("rank correlation", "tau", tau, "a number from -1 to 1");
    return std::sin(std::numbers::pi * tau / 2);
}

GaussianCopula::GaussianCopula(std::span<const double> correlation)
    : dimensions_(square_size("correlation matrix", correlation)) {
    const auto n = static_cast<Index>(dimensions_);
    const Eigen::Map<const RowMajor> given(correlation.data(), n, n);
    for (Index i = 0; i < n; ++i) {
        if (given(i, i) != 1) {
            const std::string cell = "element " + std::to_string(i) + "," + std::to_string(i);
            reject("correlation matrix", cell, given(i, i), "1 on the diagonal");
        }
    }
    const RowMajor factor = lower_factor(given);
    factor_.assign(factor.data(), factor.data() + factor.size());
}

void GaussianCopula::correlate(std::span<double> uniforms) const {
    if (uniforms.size() != dimensions_) {
        reject("Gaussian copula", "number of uniforms", static_cast<double>(uniforms.size()),
               std::to_string(dimensions_));
    }
    for (double& value : uniforms) value = numerics::normal_quantile(value);
    // From the last row up, each row needs only normals that are not yet replaced.
    constexpr double smallest = 0x1p-53;
    for (std::size_t i = dimensions_; i-- > 0;) {
        double normal = 0;
        for (std::size_t j = 0; j <= i; ++j) normal += factor_[i * dimensions_ + j] * uniforms[j];
        uniforms[i] = std::clamp(numerics::normal_cdf(normal), smallest, 1 - smallest);
    }
}

RepairedCorrelation nearest_correlation(std::span<const double> symmetric) {
    const auto n = static_cast<Index>(square_size("correlation matrix", symmetric));
    const Eigen::Map<const RowMajor> given(symmetric.data(), n, n);
    constexpr int most_iterations = 10'000;
    constexpr double settled = 1e-12;
    RowMajor current = given, correction = RowMajor::Zero(n, n);
    for (int iteration = 1; iteration <= most_iterations; ++iteration) {
        const RowMajor shifted = current - correction;
        const RowMajor projected = without_negative_eigenvalues(shifted);
        correction = projected - shifted;
        RowMajor next = (projected + projected.transpose()) / 2;
        next.diagonal().setOnes();
        const double step = (next - current).norm(), gap = (next - projected).norm();
        current = next;
        if (std::max(step, gap) <= settled * current.norm()) {
            RepairedCorrelation result{std::vector<double>(current.data(), current.data() + n * n), 0, 0,
                                       iteration};
            result.distance = (current - given).norm();
            result.largest_change = (current - given).cwiseAbs().maxCoeff();
            return result;
        }
    }
    throw Error(Fault::no_solution, {.what = "the nearest correlation matrix was not found",
                                     .where = "nearest_correlation",
                                     .found = std::to_string(most_iterations) + " iterations",
                                     .expected = "a step below 1e-12",
                                     .mend = "give a matrix nearer to a correlation matrix"});
}

}  // namespace alioth::uncertainty
