#include <algorithm>

#include "base/hash.h"
#include "cli/html.h"
#include "cli/inputs.h"
#include "cli/jobs.h"
#include "cli/options.h"
#include "cli/records.h"
#include "cli/stages.h"

namespace midyear::cli {
namespace {

reading::ReadOptions reader_options(const ReadCommand& command) {
  reading::ReadOptions options;
  options.max_bytes = command.max_bytes;
  options.year = command.year;
  options.simplify = command.simplify;
  return options;
}

void write(const ReadCommand& command, const reading::Reading& reading, const InputFacts& input,
           const Surroundings& around, Job& job) {
  const Spill spill = [&](std::string& bytes) { job.spill(bytes); };
  if (command.stage) return write_stage(*command.stage, reading, input, job.out, spill);
  if (command.format == Format::html) {
    job.out = html_page(reading, input, around.language);
    return;
  }
  write_records(reading, input, job.out, spill);
}

void read_one(const ReadCommand& command, const Surroundings& around, Job& job) {
  base::Result<std::string> bytes = base::read_file(around.files, job.input(), command.max_bytes);
  if (!bytes) return job.fail(around, bytes.error());
  const InputFacts input{job.input(), base::sha256(*bytes), bytes->size()};
  const base::Result<reading::Reading> read = reading::read(std::move(*bytes), reader_options(command));
  if (!read) return job.fail(around, read.error());
  if (read->faults > 0)
    job.messages +=
        complaint(around, job.input(), {"undecoded", std::to_string(read->faults), read->first_fault});
  write(command, *read, input, around, job);
}

}  // namespace

int run_read(Arguments arguments, Surroundings& around) {
  const base::Result<ReadCommand> parsed = parse_read(arguments, around.language);
  if (!parsed) return complain(around, "", parsed.error());
  const ReadCommand& command = *parsed;

  const Inputs inputs = expand_inputs(command.inputs, around);
  return with_output(around, command.output, [&](Surroundings& inner) {
    const auto work = [&](Job& job) { read_one(command, inner, job); };
    return std::max(inputs.exit, run_in_order(inner, inputs.files, command.jobs, work));
  });
}

}  // namespace midyear::cli
