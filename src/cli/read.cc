#include <algorithm>
#include <utility>

#include "base/hash.h"
#include "cli/formats.h"
#include "cli/inputs.h"
#include "cli/jobs.h"
#include "cli/options.h"
#include "cli/page_names.h"
#include "cli/stages.h"
#include "reading/html_page.h"
#include "reading/records.h"
#include "reading/table.h"

namespace midyear::cli {
namespace {

using reading::InputFacts;
using reading::Spill;

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
  switch (command.format) {
    case Format::text:
      if (job.index() > 0) job.out += '\n';
      job.out += text_page(reading, input, {around.columns, around.color, around.language});
      return;
    case Format::jsonl:
      return write_records(reading, input, job.out, spill);
    case Format::csv:
      return append_csv_rows(command.table, reading, input, around.language, job.out, spill);
    case Format::html:
      job.out = html_page(reading, input, around.language);
      return;
  }
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

// A page for each input in the folder --output names.
int write_pages(const ReadCommand& command, const std::vector<std::string>& files, Surroundings& around) {
  if (base::path_kind(command.output) != base::PathKind::folder)
    return complain(
        around, "",
        {"usage", std::string(around.say(
                      "多个输入的网页写到文件夹：请用 --output 给出一个已有的文件夹",
                      "pages of several inputs go to a folder: name an existing one with --output"))});
  const std::vector<std::string> names = page_names(files);
  return run_in_order(around, files, command.jobs, [&](Job& job) {
    read_one(command, around, job);
    if (job.exit != kDone) return;
    const std::string path = command.output + (command.output.ends_with('/') ? "" : "/") + names[job.index()];
    const std::string page = std::exchange(job.out, {});
    if (const auto fault = base::write_file(around.files, path, page))
      job.fail(around, *fault);
    else
      job.out = path + "\n";
  });
}

}  // namespace

int run_read(Arguments arguments, Surroundings& around) {
  const base::Result<ReadCommand> parsed = parse_read(arguments, around.language);
  if (!parsed) return complain(around, "", parsed.error());
  const ReadCommand& command = *parsed;

  const Inputs inputs = expand_inputs(command.inputs, around);
  const bool pages = command.format == Format::html && !command.stage;
  if (pages && (inputs.files.size() > 1 || base::path_kind(command.output) == base::PathKind::folder))
    return std::max(inputs.exit, write_pages(command, inputs.files, around));
  return with_output(around, command.output, [&](Surroundings& inner) {
    if (command.format == Format::csv && !command.stage)
      inner.out.append(csv_header(command.table, inner.language));
    const auto work = [&](Job& job) { read_one(command, inner, job); };
    return std::max(inputs.exit, run_in_order(inner, inputs.files, command.jobs, work));
  });
}

}  // namespace midyear::cli
