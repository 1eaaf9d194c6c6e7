// Reads one report and prints what it says of each indicator: read_report FILE

#include <cstdio>
#include <fstream>
#include <iterator>
#include <string>

#include "reading/reading.h"

namespace {

int print(const char* path, const midyear::reading::Reading& reading) {
  using namespace midyear::reading;
  for (const Figure& figure : reading.figures) {
    const midyear::text::SourceSpan source = reading.source(figure.at);
    const std::string indicator(figure.indicator), unit(figure.unit);
    if (figure.lost)
      std::printf("%s:%u: %s: ? %s\n", path, source.begin, indicator.c_str(), unit.c_str());
    else
      std::printf("%s:%u: %s: %s %s\n", path, source.begin, indicator.c_str(),
                  figure.value.to_string().c_str(), unit.c_str());
  }
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) {
    std::fprintf(stderr, "usage: read_report FILE\n");
    return 2;
  }
  std::ifstream file(argv[1], std::ios::binary);
  std::string bytes{std::istreambuf_iterator<char>(file), {}};
  midyear::reading::ReadOptions options;
  options.year = 2026;
  const auto reading = midyear::reading::read(std::move(bytes), options);
  if (!reading) {
    std::fprintf(stderr, "%s: %s\n", argv[1], reading.error().message.c_str());
    return 1;
  }
  return print(argv[1], *reading);
}
