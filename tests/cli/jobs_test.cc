#include "cli/jobs.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <atomic>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "base/faulty_files.h"

namespace midyear::cli {
namespace {

// Runs work over `count` inputs and gives what came out.
class Jobs : public testing::Test {
 protected:
  int run(std::size_t count, unsigned threads, const std::function<void(Job&)>& work) {
    const std::string folder =
        std::filesystem::temp_directory_path() / ("midyear-jobs-" + std::to_string(::getpid()));
    std::filesystem::create_directories(folder);
    auto out = base::Output::create(files_, folder + "/out"),
         err = base::Output::create(base::FileSystem::real(), folder + "/err");
    Surroundings around{.files = files_, .out = **out, .err = **err, .language = base::Language::english};
    std::vector<std::string> inputs;
    for (std::size_t i = 0; i < count; ++i) inputs.push_back(std::to_string(i));
    const int code = run_in_order(around, inputs, threads, work);
    fault_ = (*out)->close();
    (*err)->close();
    out_ = slurp(folder + "/out");
    err_ = slurp(folder + "/err");
    std::filesystem::remove_all(folder);
    return code;
  }
  static std::string slurp(const std::string& path) {
    std::ostringstream bytes;
    bytes << std::ifstream(path).rdbuf();
    return bytes.str();
  }
  static std::string numbers(std::size_t count) {
    std::string text;
    for (std::size_t i = 0; i < count; ++i) text += std::to_string(i) + "\n";
    return text;
  }

  base::FaultyFiles files_;
  std::optional<base::Error> fault_;
  std::string out_, err_;
};

// Work of very different length, so that threads overtake each other.
void uneven(Job& job) {
  volatile std::size_t spin = 0;
  for (std::size_t i = 0, n = job.index() * 7919 % 31 * 3000; i < n; ++i) spin = spin + 1;
  job.out = job.input() + "\n";
}

TEST_F(Jobs, KeepTheOrderOfTheInputs) {
  for (const unsigned threads : {1u, 2u, 8u}) {
    EXPECT_EQ(run(500, threads, uneven), kDone);
    EXPECT_EQ(out_, numbers(500));
  }
}

TEST_F(Jobs, KeepTheOrderWhereTheySpill) {
  EXPECT_EQ(run(200, 4,
                [](Job& job) {
                  uneven(job);
                  std::string rest = job.out.substr(1);
                  job.out.resize(1);
                  job.spill(job.out);
                  EXPECT_TRUE(job.out.empty());
                  job.out = rest;
                }),
            kDone);
  EXPECT_EQ(out_, numbers(200));
}

TEST_F(Jobs, OneThatFailsIsNamedAndTheRestDone) {
  const int code = run(50, 3, [](Job& job) {
    if (job.index() == 7) throw std::runtime_error("seven");
    if (job.index() == 20) throw std::bad_alloc();
    uneven(job);
  });
  EXPECT_EQ(code, kSurroundingsFailed);
  EXPECT_EQ(std::count(out_.begin(), out_.end(), '\n'), 48);
  EXPECT_NE(err_.find("seven"), std::string::npos);
  EXPECT_NE(err_.find("Not enough memory to read 20"), std::string::npos);
}

TEST_F(Jobs, NoneIsBegunAfterTheOutputFailed) {
  files_.write_fails_after = 0;
  std::atomic<int> begun = 0;
  run(5000, 2, [&](Job& job) {
    ++begun;
    job.out.assign(300000, 'x');
  });
  EXPECT_LT(begun, 100);
  ASSERT_TRUE(fault_);
  EXPECT_EQ(fault_->code, "disk_full");
}

TEST_F(Jobs, NoInputsNoWork) { EXPECT_EQ(run(0, 4, uneven), kDone); }

}  // namespace
}  // namespace midyear::cli
