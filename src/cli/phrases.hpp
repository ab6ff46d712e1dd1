#pragma once

#include <string>

#include "core/text.hpp"

namespace alioth::cli {

/// A text of the operations (basis of a row, kind of an error, name of a check, part of a message) in a
/// language. Operations speak English; their set phrases are known here, numbers and names pass through.
std::string phrase(std::string text, Language language);

}  // namespace alioth::cli
