#include "cli/stages.h"

namespace midyear::cli {

using reading::InputFacts;
using reading::RecordWriter;
using reading::Spill;

void write_stage(StageName stage, const reading::Reading& reading, const InputFacts& input, std::string& out,
                 const Spill& spill) {
  static constexpr std::size_t kEnough = 1 << 20;
  base::JsonWriter json(out);
  RecordWriter records(reading, input, json);
  const auto all = [&](const auto& list, auto write) {
    for (const auto& record : list) {
      (records.*write)(record);
      if (out.size() > kEnough) spill(out);
    }
  };
  switch (stage) {
    case StageName::decode:
      return records.decoding();
    case StageName::repair:
      return all(reading.mends, &RecordWriter::repair);
    case StageName::trim:
      records.page();
      return all(reading.page.chrome, &RecordWriter::chrome);
    case StageName::outline:
      all(reading.headings, &RecordWriter::heading);
      return all(reading.blocks, &RecordWriter::block);
    case StageName::figures:
      return all(reading.figures, &RecordWriter::bare_figure);
    case StageName::facts:
      return all(reading.figures, &RecordWriter::figure);
    case StageName::commitments:
      return all(reading.commitments, &RecordWriter::commitment);
    case StageName::projects:
      return all(reading.projects, &RecordWriter::project);
    case StageName::checks:
      return all(reading.checks, &RecordWriter::check);
  }
}

}  // namespace midyear::cli
