#include "formats/facility_table.hpp"

#include <algorithm>
#include <array>
#include <unordered_map>
#include <utility>

namespace alioth::formats {

namespace {

constexpr std::array<const char*, 9> known_columns{
    "id", "name", "region", "latitude", "longitude", "fuel", "capacity_mw", "commissioned", "locator"};

struct Columns {
    explicit Columns(const CsvReader& reader)
        : id(reader.column("id")),
          name(reader.column("name")),
          region(reader.column("region")),
          latitude(reader.column("latitude")),
          longitude(reader.column("longitude")),
          fuel(reader.column("fuel")),
          capacity(reader.column("capacity_mw")),
          commissioned(reader.column("commissioned")),
          locator(reader.column("locator")) {}

    std::size_t id, name, region, latitude, longitude, fuel, capacity, commissioned, locator;
};

void refuse_unknown_columns(const CsvReader& reader) {
    const std::vector<std::string> known(known_columns.begin(), known_columns.end());
    for (const auto& name : reader.header()) {
        if (std::find(known.begin(), known.end(), name) != known.end()) continue;
        const std::string near = nearest(name, known);
        throw Error(Fault::input,
                    {.what = "unknown column",
                     .where = reader.name() + ", header",
                     .found = "\"" + name + "\"",
                     .expected = "the columns of a facility table",
                     .mend = near.empty() ? "remove the column" : "did you mean \"" + near + "\"?"});
    }
}

std::string filled_text(const CsvReader& reader, std::size_t column) {
    std::string text = reader.text(column);
    if (text.empty()) throw reader.fault_at(column, "empty cell", "a value");
    return text;
}

double degrees(const CsvReader& reader, std::size_t column, double limit) {
    const double value = reader.number(column);
    if (value < -limit || value > limit)
        throw reader.fault_at(column, "coordinate off the globe",
                              "degrees from -" + number_text(limit) + " to " + number_text(limit),
                              "check that latitude and longitude are not exchanged");
    return value;
}

double capacity(const CsvReader& reader, std::size_t column) {
    const double value = reader.number(column);
    if (value <= 0) throw reader.fault_at(column, "capacity is not positive", "a number of MW above 0");
    return value;
}

std::optional<double> year(const CsvReader& reader, std::size_t column) {
    if (reader.text(column).empty()) return std::nullopt;
    const double value = reader.number(column);
    if (value < 1000 || value > 3000)
        throw reader.fault_at(column, "not a year", "a year from 1000 to 3000, or nothing");
    return value;
}

Facility facility(const CsvReader& reader, const Columns& columns) {
    return {.id = filled_text(reader, columns.id),
            .name = reader.text(columns.name),
            .region = filled_text(reader, columns.region),
            .latitude = degrees(reader, columns.latitude, 90),
            .longitude = degrees(reader, columns.longitude, 180),
            .fuel = reader.text(columns.fuel),
            .capacity_mw = capacity(reader, columns.capacity),
            .commissioned = year(reader, columns.commissioned),
            .locator = reader.text(columns.locator),
            .line = static_cast<int>(reader.line())};
}

}  // namespace

std::vector<Facility> read_facility_table(CsvReader& reader) {
    const Columns columns(reader);
    refuse_unknown_columns(reader);
    std::vector<Facility> facilities;
    std::unordered_map<std::string, int> line_of;
    while (reader.next()) {
        facilities.push_back(facility(reader, columns));
        const auto [first, is_new] = line_of.emplace(facilities.back().id, facilities.back().line);
        if (!is_new)
            throw reader.fault_at(columns.id, "the same id twice",
                                  "an id that line " + std::to_string(first->second) + " does not have",
                                  "remove one of the two lines");
    }
    if (facilities.empty())
        throw Error(Fault::input, {.what = "the table is empty",
                                   .where = reader.name(),
                                   .found = "a header and no facility",
                                   .expected = "at least one line",
                                   .mend = "check that the file is complete"});
    return facilities;
}

std::vector<Facility> read_facility_table(const std::filesystem::path& path) {
    CsvReader reader(path);
    return read_facility_table(reader);
}

}  // namespace alioth::formats
