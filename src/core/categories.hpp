#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace alioth {

/// A category of an inventory.
struct Category {
    std::string_view code, parent, title;  ///< no parent: empty
    std::vector<std::string_view> children;
};

/// A hierarchy of categories. A category has one parent here: where the tables show it twice, the first from
/// the top.
class CategoryTree {
  public:
    explicit CategoryTree(std::string_view name) : name_(name) {}

    std::string_view name() const { return name_; }
    /// In the order of the tables.
    const std::vector<Category>& categories() const { return categories_; }

    /// The category of a code, also when it is written without dots or in other case ("1A1a"); or null.
    const Category* find(std::string_view code) const;
    /// The same; throws Fault::usage with the nearest code.
    const Category& at(std::string_view code) const;
    /// From the parent to the top. Throws as at().
    std::vector<std::string_view> ancestors(std::string_view code) const;
    /// Whether `code` is `ancestor` or below it. Throws as at().
    bool is_within(std::string_view code, std::string_view ancestor) const;

  private:
    friend class CategoryTreeBuilder;

    std::string_view name_;
    std::vector<Category> categories_;
    std::unordered_map<std::string_view, std::size_t> index_;
    std::unordered_map<std::string, std::size_t>
        loose_index_;  // spellings without dots and case, where unique
};

/// IPCC1996, IPCC2006, CRF (2013, with the countries' own categories of 2023), CRT (from 2024; derived from
/// CRF by the differences listed in data/make/reference.py).
const std::vector<std::string_view>& category_tree_names();

/// Throws Fault::usage with the nearest name.
const CategoryTree& category_tree(std::string_view name);

/// Where a category goes in another tree.
struct CategoryConversion {
    std::vector<std::string_view> targets;  ///< together they hold it
    std::string_view mapped;   ///< the category itself, or its nearest ancestor with a counterpart
    std::string_view gases;    ///< only these, or empty for all
    std::string_view comment;  ///< "part of ...", "together with ..."
    bool is_exact = true;      ///< `mapped` is the category asked for
};

/// Throws Fault::usage for unknown trees and codes and for two trees without a conversion, Fault::not_found
/// where neither the category nor an ancestor has a counterpart.
CategoryConversion convert_category(std::string_view code, std::string_view from, std::string_view to);

}  // namespace alioth
