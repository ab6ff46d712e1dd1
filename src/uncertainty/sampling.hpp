#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace alioth::uncertainty {

/// Points of the unit cube: `count` rows of `dimensions` coordinates in [0, 1).
struct UnitPoints {
    std::size_t count = 0;
    std::size_t dimensions = 0;
    std::vector<double> values;  ///< row-major

    double operator()(std::size_t point, std::size_t dimension) const {
        return values[point * dimensions + dimension];
    }
};

/// A Latin hypercube (McKay, Beckman and Conover 1979): in each dimension one point in each of `count` equal
/// strata, in random order, uniform inside its stratum. Depends on (seed, count) and the dimension alone: a
/// further dimension leaves the others as they were.
UnitPoints latin_hypercube(std::size_t count, std::size_t dimensions, std::uint64_t seed);

/// Where a Sobol' sequence begins and whether it is randomised.
struct SobolOptions {
    std::uint64_t skip = 0;  ///< points left out at the start; 0 keeps the origin
    std::optional<std::uint64_t>
        shift_seed{};  ///< a random digital shift (the same XOR for all points), open cube
};

/// Largest number of dimensions of sobol().
inline constexpr std::size_t sobol_dimensions = 3667;

/// The Sobol' sequence in Gray-code order with the direction numbers new-joe-kuo-6.21201 (S. Joe and F. Kuo,
/// SIAM J. Sci. Comput. 30 (2008) 2635-2654), as tabulated by Boost.Random. In three dimensions it begins (0,
/// 0, 0),
/// (.5, .5, .5), (.75, .25, .25). Take 2^m points. Without a shift the origin is among them, where quantiles
/// are infinite. Throws Fault::input for more than sobol_dimensions dimensions or more than 2^53 points.
UnitPoints sobol(std::size_t count, std::size_t dimensions, const SobolOptions& options = {});

/// Shares that sum to one: a draw of the Dirichlet distribution with these concentrations (all > 0), by
/// normalised gamma draws. Depends on (seed, parameter, sample) alone.
std::vector<double> dirichlet(std::span<const double> concentrations, std::uint64_t seed,
                              std::uint64_t parameter, std::uint64_t sample);

/// The total concentration c for which share `share` has the coefficient of variation `cv`: with
/// concentrations c share_i, CV^2 = (1 - share)/(share (c + 1)). Throws Fault::input when no positive c has
/// it.
double dirichlet_concentration(double share, double cv);

/// The correlation of the normals under a Gaussian copula whose ranks have this correlation: 2 sin(pi rho/6)
/// for Spearman's rho, sin(pi tau/2) for Kendall's tau.
double normal_correlation_from_spearman(double rho);
double normal_correlation_from_kendall(double tau);

/// Dependent uniforms: standard normals with a given correlation, each mapped to (0, 1) by the normal
/// distribution function. The matrix is that of the normals; ranks then correlate by (6/pi) asin(rho/2).
class GaussianCopula {
  public:
    /// `correlation`: row-major n x n. Correlations of +-1 are allowed. Throws Fault::input unless it is
    /// symmetric, has ones on the diagonal and is positive semidefinite.
    explicit GaussianCopula(std::span<const double> correlation);

    std::size_t dimensions() const noexcept { return dimensions_; }

    /// Replaces independent uniforms in (0, 1), one for each dimension, by dependent ones.
    void correlate(std::span<double> uniforms) const;

  private:
    std::size_t dimensions_ = 0;
    std::vector<double> factor_;  // lower triangular, row-major n x n
};

/// The correlation matrix nearest to a symmetric one in the Frobenius norm, and how far it is.
struct RepairedCorrelation {
    std::vector<double> matrix;  ///< row-major n x n
    double distance = 0;         ///< Frobenius norm of the change
    double largest_change = 0;   ///< of one element
    int iterations = 0;
};

/// N. Higham, "Computing the nearest correlation matrix", IMA J. Numer. Anal. 22 (2002) 329-343,
/// algorithm 3.3 (alternating projections with Dykstra's correction). Throws Fault::input when the matrix is
/// not square and symmetric, Fault::no_solution when 10 000 iterations do not settle to 1e-12.
RepairedCorrelation nearest_correlation(std::span<const double> symmetric);

}  // namespace alioth::uncertainty
