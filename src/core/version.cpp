#include "core/version.hpp"

namespace alioth {

std::string_view program_version() {
    return ALIOTH_VERSION;
}

}  // namespace alioth
