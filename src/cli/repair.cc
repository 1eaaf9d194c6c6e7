#include <algorithm>

#include "cli/inputs.h"
#include "cli/jobs.h"
#include "cli/options.h"
#include "reading/records.h"
#include "text/text.h"

namespace midyear::cli {
namespace {

void write_log(std::string_view source, std::string_view clean, const std::vector<text::Mend>& mends,
               Job& job) {
  base::JsonWriter json(job.out);
  for (const text::Mend& mend : mends) reading::write_repair(json, job.input(), source, clean, mend);
}

void repair_one(const RepairCommand& command, const Surroundings& around, Job& job) {
  const base::Result<std::string> bytes = base::read_file(around.files, job.input(), command.max_bytes);
  if (!bytes) return job.fail(around, bytes.error());
  if (bytes->empty()) return job.fail(around, {"empty_input", ""});
  const base::Result<text::Decoded> decoded = text::decode(*bytes, {.max_bytes = command.max_bytes});
  if (!decoded) return job.fail(around, decoded.error());
  if (decoded->faults > 0)
    job.messages +=
        complaint(around, job.input(), {"undecoded", std::to_string(decoded->faults), decoded->first_fault});
  const std::string_view source =
      decoded->verbatim ? std::string_view(*bytes) : std::string_view(decoded->text);
  if (text::is_blank(source)) return job.fail(around, {"empty_input", ""});
  const text::Repaired repaired = text::repair(source, {.simplify = command.simplify});
  const std::string_view clean = repaired.map.identity() ? source : std::string_view(repaired.text);
  if (command.log) return write_log(source, clean, repaired.mends, job);
  job.out = clean;
}

}  // namespace

int run_repair(Arguments arguments, Surroundings& around) {
  const base::Result<RepairCommand> parsed = parse_repair(arguments, around.language);
  if (!parsed) return complain(around, "", parsed.error());
  const RepairCommand& command = *parsed;
  const Inputs inputs = expand_inputs(command.inputs, around);
  return with_output(around, command.output, [&](Surroundings& inner) {
    const auto work = [&](Job& job) { repair_one(command, inner, job); };
    return std::max(inputs.exit, run_in_order(inner, inputs.files, 0, work));
  });
}

}  // namespace midyear::cli
