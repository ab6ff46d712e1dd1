#include "cli/report/projection.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <numbers>

#include "cli/report/html.hpp"
#include "core/reference.hpp"

namespace alioth::cli::report {

namespace {

/// The map is cut through the Bering Strait and not through Chukotka.
constexpr double middle_meridian = 11;
constexpr double south = -58, north = 84.5;
constexpr double width = 1000;

/// Equal Earth on the unit sphere; Šavrič, Patterson, Jenny (2019), doi:10.1080/13658816.2018.1504949.
Point equal_earth(double longitude, double latitude) {
    constexpr double a1 = 1.340264, a2 = -0.081106, a3 = 0.000893, a4 = 0.003796;
    constexpr double degree = std::numbers::pi / 180;
    const double m = std::sqrt(3.0) / 2;
    const double t = std::asin(m * std::sin(latitude * degree));
    const double t2 = t * t, t6 = t2 * t2 * t2;
    const double stretch = m * (a1 + 3 * a2 * t2 + t6 * (7 * a3 + 9 * a4 * t2));
    return {longitude * degree * std::cos(t) / stretch, t * (a1 + a2 * t2 + t6 * (a3 + a4 * t2))};
}

double scale() {
    static const double value = width / (2 * equal_earth(180, 0).x);
    return value;
}

double number_of(std::string_view text) {
    double value = 0;
    std::from_chars(text.data(), text.data() + text.size(), value);
    return value;
}

/// A ring that lies west of the map's western edge goes to its eastern end as a whole.
void move_into_map(Ring& ring) {
    double sum = 0;
    for (const auto& point : ring) sum += point.x;
    if (sum / static_cast<double>(ring.size()) >= middle_meridian - 180) return;
    for (auto& point : ring) point.x += 360;
}

Ring ring_of(std::string_view text) {
    Ring ring;
    const auto numbers = reference::split_list(text, " ");
    for (std::size_t i = 0; i + 1 < numbers.size(); i += 2)
        ring.push_back({number_of(numbers[i]), number_of(numbers[i + 1])});
    if (!ring.empty()) move_into_map(ring);
    return ring;
}

/// "12.3 45.6"
std::string pair_text(Point point) {
    return coordinate(point.x) + ' ' + coordinate(point.y);
}

bool on_cut(Point a, Point b) {
    const auto at_180 = [](Point p) { return std::abs(std::abs(p.x) - 180) < 0.005; };
    return at_180(a) && at_180(b);
}

/// A line through places given in degrees.
std::string line_path(const Ring& line) {
    std::string path;
    for (const auto& point : line) path += (path.empty() ? 'M' : 'L') + pair_text(project(point));
    return path;
}

Ring meridian(double longitude) {
    Ring line;
    for (int i = 0; south + 5 * i < north; ++i) line.push_back({longitude, south + 5 * i});
    line.push_back({longitude, north});
    return line;
}

double area_of(const Ring& projected) {
    double twice = 0;
    for (std::size_t i = 0; i < projected.size(); ++i) {
        const Point a = projected[i], b = projected[(i + 1) % projected.size()];
        twice += a.x * b.y - b.x * a.y;
    }
    return twice / 2;
}

Point centroid(const Ring& projected) {
    const double six_areas = 6 * area_of(projected);
    Point sum{0, 0};
    for (std::size_t i = 0; i < projected.size(); ++i) {
        const Point a = projected[i], b = projected[(i + 1) % projected.size()];
        const double cross = a.x * b.y - b.x * a.y;
        sum.x += (a.x + b.x) * cross;
        sum.y += (a.y + b.y) * cross;
    }
    return {sum.x / six_areas, sum.y / six_areas};
}

}  // namespace

const std::vector<Outline>& map_outlines() {
    static const std::vector<Outline> outlines = [] {
        std::vector<Outline> list;
        for (const auto& row : reference::rows(reference::outlines, "outlines.csv")) {
            if (row[0] == "ATA") continue;
            Outline outline{row[0], {}};
            for (const auto text : reference::split_list(row[1], ";")) outline.rings.push_back(ring_of(text));
            list.push_back(std::move(outline));
        }
        return list;
    }();
    return outlines;
}

Point map_size() {
    return {width, scale() * (equal_earth(0, north).y - equal_earth(0, south).y)};
}

Point project(Point degrees) {
    const Point place = equal_earth(degrees.x - middle_meridian, degrees.y);
    return {width / 2 + scale() * place.x, scale() * (equal_earth(0, north).y - place.y)};
}

std::string filled_path(const Outline& outline) {
    std::string path;
    for (const auto& ring : outline.rings) path += line_path(ring) + 'Z';
    return path;
}

std::string border_path(const Outline& outline) {
    std::string path;
    for (const auto& ring : outline.rings) {
        bool drawing = false;
        for (std::size_t i = 0; i < ring.size(); ++i) {
            const Point from = ring[i], to = ring[(i + 1) % ring.size()];
            if (on_cut(from, to)) {
                drawing = false;
                continue;
            }
            if (!drawing) path += 'M' + pair_text(project(from));
            path += 'L' + pair_text(project(to));
            drawing = true;
        }
    }
    return path;
}

std::string edge_path() {
    Ring edge = meridian(middle_meridian - 180);
    const Ring east = meridian(middle_meridian + 180);
    edge.insert(edge.end(), east.rbegin(), east.rend());
    return line_path(edge) + 'Z';
}

std::string graticule_path() {
    std::string path;
    for (int longitude = -150; longitude <= 180; longitude += 30) path += line_path(meridian(longitude));
    for (const double latitude : {-30.0, 0.0, 30.0, 60.0})
        path += line_path({{middle_meridian - 180, latitude}, {middle_meridian + 180, latitude}});
    return path;
}

LabelPlace label_place(const Outline& outline) {
    LabelPlace best{{0, 0}, 0};
    for (const auto& ring : outline.rings) {
        Ring projected;
        for (const auto& point : ring) projected.push_back(project(point));
        const double area = std::abs(area_of(projected));
        if (area > best.area) best = {centroid(projected), area};
    }
    return best;
}

}  // namespace alioth::cli::report
