// Readings on demand: made once for all who ask at a time, kept within bounds, faults not kept.

#include "desk/readings.h"

#include <gtest/gtest.h>

#include <atomic>
#include <stdexcept>
#include <thread>
#include <vector>

namespace midyear::desk {
namespace {

constexpr std::size_t kPlenty = 64 << 20;

struct CountingReader {
  std::atomic<int> readings = 0;
  Reader reader() {
    return [this](std::string bytes, const reading::ReadOptions& options) {
      ++readings;
      return reading::read(std::move(bytes), options);
    };
  }
};

std::string report(int number) {
  return "第" + std::to_string(number) + "号园区上半年实现产值" + std::to_string(number + 100) + "亿元。";
}

TEST(Readings, AreMadeOnce) {
  CountingReader counting;
  Readings readings(counting.reader(), 1 << 20, kPlenty);
  const auto first = readings.get("a", 0, [] { return report(1); });
  const auto second = readings.get("a", 0, []() -> std::string { throw std::logic_error("asked again"); });
  EXPECT_EQ(first->get(), second->get());
  EXPECT_EQ(counting.readings, 1);
  EXPECT_EQ((*readings.get("a", 2026, [] { return report(1); }))->year, 2026);
  EXPECT_EQ(counting.readings, 2);
}

TEST(Readings, AreMadeOnceForManyWhoAskAtOnce) {
  CountingReader counting;
  Readings readings(counting.reader(), 1 << 20, kPlenty);
  std::atomic<int> loads = 0;
  std::vector<std::thread> threads;
  for (int i = 0; i < 8; ++i)
    threads.emplace_back([&] {
      for (int k = 0; k < 20; ++k) {
        const auto got = readings.get(std::to_string(k), 0, [&] { return ++loads, report(k); });
        EXPECT_TRUE(got);
      }
    });
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(loads, 20);
  EXPECT_EQ(counting.readings, 20);
}

TEST(Readings, StayWithinTheirMemoryAndForgetTheLongestUnused) {
  CountingReader counting;
  Readings readings(counting.reader(), 1 << 20, 40'000);
  for (int k = 0; k < 50; ++k) {
    ASSERT_TRUE(readings.get(std::to_string(k), 0, [&] { return report(k); }));
    ASSERT_TRUE(readings.get("0", 0, [&] { return report(0); }));  // stays in use
    EXPECT_LE(readings.kept_bytes(), 40'000u);
  }
  EXPECT_EQ(counting.readings, 50);
  ASSERT_TRUE(readings.get("1", 0, [&] { return report(1); }));
  EXPECT_EQ(counting.readings, 51);
}

TEST(Readings, HandOutWhatIsTooLargeToKeep) {
  CountingReader counting;
  Readings readings(counting.reader(), 1 << 20, 100);
  EXPECT_TRUE(readings.get("a", 0, [] { return report(1); }));
  EXPECT_EQ(readings.kept_bytes(), 0u);
}

TEST(Readings, ForgetFaults) {
  Readings readings(reading::read, 1 << 20, kPlenty);
  EXPECT_EQ(readings.get("a", 0, [] { return std::string(); }).error().code, "empty_input");
  EXPECT_THROW(readings.get("a", 0, []() -> std::string { throw std::runtime_error("disk"); }),
               std::runtime_error);
  EXPECT_TRUE(readings.get("a", 0, [] { return report(1); }));
}

}  // namespace
}  // namespace midyear::desk
