#pragma once

// The texts that the benchmark reads: made by a seeded program, the same on every machine.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace midyear::bench {

// Reports put together from the paragraphs of the sample reports, each in its part, with new numbers; one
// after the other until `bytes` are reached.
std::string make_reports(const std::vector<std::string>& samples, std::uint64_t seed, std::size_t bytes);

// Cuts at ends of lines into pieces of about `bytes`, as if each were a file.
std::vector<std::string_view> pieces(std::string_view text, std::size_t bytes);

// One kind of input that a careless reader takes quadratic time for.
struct Adversary {
  std::string_view name;
  std::string_view unit;  // repeated until the size is reached
};
const std::vector<Adversary>& adversaries();
std::string repeat(std::string_view unit, std::size_t bytes);

}  // namespace midyear::bench
