#include "desk/actor_name.h"

#include <gtest/gtest.h>

namespace midyear::desk {
namespace {

TEST(ActorName, IsTheSystemsOfItsUsers) {
  EXPECT_EQ(actor_name("user:0"), "root");
  EXPECT_EQ(actor_name("user:0"), "root");
  EXPECT_EQ(actor_name("user:4000000000"), "4000000000");
}

TEST(ActorName, LeavesOthersAsTheyAre) {
  for (const char* id : {"local", "system", "", "user:", "user:x", "user:0x", "user:99999999999999"})
    EXPECT_EQ(actor_name(id), id);
}

}  // namespace
}  // namespace midyear::desk
