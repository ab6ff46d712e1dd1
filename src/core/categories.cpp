#include "core/categories.hpp"

#include <algorithm>
#include <cctype>
#include <map>
#include <unordered_set>

#include "core/error.hpp"
#include "core/reference.hpp"

namespace alioth {

namespace {

std::string loose_spelling(std::string_view code) {
    std::string spelling;
    for (const char c : code)
        if (c != '.' && c != ' ') spelling += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    return spelling;
}

}  // namespace

/// Fills trees from the rows of categories.csv: tree, code, parent, title.
class CategoryTreeBuilder {
  public:
    static std::vector<CategoryTree> build() {
        std::vector<CategoryTree> trees;
        for (const auto& row : reference::rows(reference::categories, "categories.csv")) {
            if (trees.empty() || trees.back().name_ != row[0]) trees.emplace_back(row[0]);
            auto& tree = trees.back();
            tree.index_.emplace(row[1], tree.categories_.size());
            tree.categories_.push_back({row[1], row[2], row[3], {}});
        }
        for (auto& tree : trees) link(tree);
        return trees;
    }

  private:
    static void link(CategoryTree& tree) {
        std::unordered_set<std::string> ambiguous;
        for (std::size_t i = 0; i < tree.categories_.size(); ++i) {
            const auto& category = tree.categories_[i];
            const auto parent = tree.index_.find(category.parent);
            if (parent != tree.index_.end())
                tree.categories_[parent->second].children.push_back(category.code);
            const auto [place, is_new] = tree.loose_index_.emplace(loose_spelling(category.code), i);
            if (!is_new) ambiguous.insert(place->first);
        }
        for (const auto& spelling : ambiguous) tree.loose_index_.erase(spelling);
    }
};

namespace {

const std::vector<CategoryTree>& all_trees() {
    static const auto trees = CategoryTreeBuilder::build();
    return trees;
}

using TreePair = std::pair<std::string_view, std::string_view>;

/// Rows of category_map.csv by from-code; "*" stands for every code that both trees have.
using Conversion = std::unordered_map<std::string_view, CategoryConversion>;

const std::map<TreePair, Conversion>& conversions() {
    static const auto table = [] {
        std::map<TreePair, Conversion> made;
        for (const auto& row : reference::rows(reference::category_map, "category_map.csv"))
            made[{row[0], row[2]}].try_emplace(
                row[1], CategoryConversion{reference::split_list(row[3], " + "), row[1], row[4], row[5]});
        return made;
    }();
    return table;
}

const Conversion& conversion_between(std::string_view from, std::string_view to) {
    const auto found = conversions().find({from, to});
    if (found != conversions().end()) return found->second;
    std::string pairs;
    for (const auto& [pair, rows] : conversions())
        pairs += (pairs.empty() ? "" : ", ") + std::string(pair.first) + " to " + std::string(pair.second);
    throw Error(Fault::usage, {.what = "no conversion between these category trees",
                               .where = "",
                               .found = std::string(from) + " to " + std::string(to),
                               .expected = "one of " + pairs,
                               .mend = ""});
}

}  // namespace

const Category* CategoryTree::find(std::string_view code) const {
    if (const auto found = index_.find(code); found != index_.end()) return &categories_[found->second];
    const auto loose = loose_index_.find(loose_spelling(code));
    return loose == loose_index_.end() ? nullptr : &categories_[loose->second];
}

const Category& CategoryTree::at(std::string_view code) const {
    if (const Category* category = find(code)) return *category;
    std::vector<std::string> choices;
    for (const auto& category : categories_) choices.emplace_back(category.code);
    throw_unknown(std::string(name_) + " category", code, choices);
}

std::vector<std::string_view> CategoryTree::ancestors(std::string_view code) const {
    std::vector<std::string_view> codes;
    for (std::string_view parent = at(code).parent; !parent.empty(); parent = at(parent).parent)
        codes.push_back(parent);
    return codes;
}

bool CategoryTree::is_within(std::string_view code, std::string_view ancestor) const {
    const std::string_view top = at(ancestor).code;
    const auto above = ancestors(code);
    return at(code).code == top || std::find(above.begin(), above.end(), top) != above.end();
}

const std::vector<std::string_view>& category_tree_names() {
    static const auto names = [] {
        std::vector<std::string_view> made;
        for (const auto& tree : all_trees()) made.push_back(tree.name());
        return made;
    }();
    return names;
}

const CategoryTree& category_tree(std::string_view name) {
    for (const auto& tree : all_trees())
        if (tree.name() == name) return tree;
    throw_unknown("category tree", name,
                  std::vector<std::string>(category_tree_names().begin(), category_tree_names().end()));
}

CategoryConversion convert_category(std::string_view code, std::string_view from, std::string_view to) {
    const CategoryTree& source = category_tree(from);
    const CategoryTree& target = category_tree(to);
    const std::string_view asked = source.at(code).code;
    if (source.name() == target.name()) return {{asked}, asked, {}, {}};

    const Conversion& rows = conversion_between(source.name(), target.name());
    const bool same_codes = rows.contains("*");
    for (std::string_view at = asked; !at.empty(); at = source.at(at).parent) {
        if (const auto row = rows.find(at); row != rows.end()) {
            CategoryConversion result = row->second;
            result.is_exact = at == asked;
            return result;
        }
        if (same_codes && target.find(at) && target.find(at)->code == at)
            return {{at}, at, {}, {}, at == asked};
    }
    throw Error(Fault::not_found, {.what = "a category without a counterpart",
                                   .where = "",
                                   .found = std::string(source.name()) + " " + std::string(asked),
                                   .expected = "a category that " + std::string(target.name()) + " has",
                                   .mend = ""});
}

}  // namespace alioth
