#pragma once

namespace alioth::uncertainty {

/// A closed interval, in the unit of the figure it belongs to.
struct Interval {
    double low = 0;
    double high = 0;

    friend bool operator==(const Interval&, const Interval&) = default;
};

/// The 95 % interval of a figure known by mean and sd (same unit, sd >= 0). Where the half-width 1.959964 sd
/// is at most 30 % of |mean|, or the mean is not positive, the normal interval mean +- 1.959964 sd. Above 30
/// %, where IPCC 2006 Vol. 1 ch. 3 (3.2.3.1) warns that a normal interval reaches into impossible negative
/// emissions, the interval of the lognormal with this mean and sd (equations 3.5-3.7, CV = sd/mean, 1.959964
/// for their 1.96). Throws Fault::input when the mean is not finite or the sd is negative or not finite.
Interval interval95(double mean, double sd);

}  // namespace alioth::uncertainty
