#pragma once

#include "operations/catalogue.hpp"
#include "panorama/ledger.hpp"

namespace alioth::operations {

/// The panorama's question in the terms of the engine, and what is needed to read its ledger.
struct PanoramaQuestion {
    panorama::AccountRequest request;
    int revision = 0;
    bool compare_published = false;
};

/// Reads normalised parameters. Errors: Fault::usage for unknown words and years without data.
PanoramaQuestion read_question(database::Store& store, const nlohmann::json& parameters);

panorama::Ledger read_ledger_for(database::Store& store, const PanoramaQuestion& question);

/// IDs of the figures of a question: keyed by the editions of the ledger and the parameters that matter.
FigureIds figure_ids(database::Store& store, const PanoramaQuestion& question);

/// An account ready to leave, in the unit of the doors.
AccountResult to_result(panorama::Account account, FigureIds ids);

nlohmann::json panorama_input();
nlohmann::json panorama_output();
void panorama_operation(Context& context, const nlohmann::json& parameters, Answer& answer);

nlohmann::json explain_input();
nlohmann::json explain_output();
void explain_operation(Context& context, const nlohmann::json& parameters, Answer& answer);

/// The streams that the answer to a question rests on.
std::vector<std::string> streams_of(const PanoramaQuestion& question);

/// Editions and sources of streams, for `provenance`.
nlohmann::json provenance_of(database::Store& store, int revision, const std::vector<std::string>& streams);

}  // namespace alioth::operations
