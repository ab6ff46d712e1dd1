#pragma once

#include <string>
#include <string_view>
#include <vector>

/// The outlines of the reference tables on an Equal Earth map.
namespace alioth::cli::report {

struct Point {
    double x, y;
};

/// A ring of an outline in degrees, closed from its last point to the first. Longitudes run from the western
/// edge of the map, so that none crosses it.
using Ring = std::vector<Point>;

struct Outline {
    std::string_view region;
    std::vector<Ring> rings;
};

/// All outlines but Antarctica, which belongs to no country and would take a fifth of the map.
const std::vector<Outline>& map_outlines();

/// Size of the drawing; its left upper corner is the origin.
Point map_size();

/// Place of a longitude and latitude in the drawing.
Point project(Point degrees);

/// SVG path data of all rings, closed.
std::string filled_path(const Outline& outline);

/// SVG path data of the borders: the rings without the cut at 180 degrees, where the data break a country in
/// two.
std::string border_path(const Outline& outline);

/// SVG path data of the edge of the map, and of its meridians and parallels.
std::string edge_path();
std::string graticule_path();

/// Where a label of a country stands, the middle of its largest ring, and the size of that ring in the
/// drawing.
struct LabelPlace {
    Point middle;
    double area;
};
LabelPlace label_place(const Outline& outline);

}  // namespace alioth::cli::report
