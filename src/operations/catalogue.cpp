#include "operations/catalogue.hpp"

#include "core/error.hpp"
#include "operations/list_operations.hpp"
#include "operations/panorama_operation.hpp"
#include "operations/schema.hpp"

namespace alioth::operations {

database::Store& Context::store() {
    if (!store_) store_ = std::make_unique<database::Store>(database::Store::open(options_, *progress_));
    return *store_;
}

const std::vector<Operation>& catalogue() {
    static const std::vector<Operation> all = [] {
        std::vector<Operation> operations = {
            {"panorama",
             {"Who emits, for whom, and what land gives and takes back",
              "谁排放、为谁排放、土地给予与吸收多少"},
             {"alioth panorama",
              "alioth panorama --regions CHN,USA,JPN,DEU --from 1990 --to 2022 --boundary "
              "production,consumption "
              "--format csv",
              "alioth panorama --year 2022 --regions CHN,USA,JPN --compare published",
              "alioth panorama --year 2022 --report out/"},
             panorama_input(),
             panorama_output(),
             true,
             panorama_operation},
            {"explain",
             {"Walk from a figure back to the rows of its sources", "从一个数字追溯到来源数据行"},
             {"alioth explain CHN:2021:consumption:CO2"},
             explain_input(),
             explain_output(),
             true,
             explain_operation},
        };
        for (auto& operation : list_operations()) operations.push_back(std::move(operation));
        for (auto& operation : data_operations()) operations.push_back(std::move(operation));
        return operations;
    }();
    return all;
}

const Operation& find_operation(std::string_view name) {
    std::vector<std::string> names;
    for (const auto& operation : catalogue()) {
        if (operation.name == name) return operation;
        names.push_back(operation.name);
    }
    throw_unknown("command", name, names);
}

Answer run(Context& context, std::string_view name, const nlohmann::json& parameters) {
    const Operation& operation = find_operation(name);
    Answer answer;
    answer.operation = operation.name;
    answer.parameters = validated(operation.input, parameters);
    operation.function(context, answer.parameters, answer);
    return answer;
}

}  // namespace alioth::operations
