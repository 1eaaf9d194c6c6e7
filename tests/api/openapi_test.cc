// The description against the routes.

#include <map>

#include "api/api_at.h"

namespace midyear::server {
namespace {

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return out;
}

void references_in(const base::JsonValue& value, std::set<std::string>& out) {
  if (value.kind() == base::JsonKind::array)
    for (const base::JsonValue& one : value.items()) references_in(one, out);
  if (value.kind() != base::JsonKind::object) return;
  for (const std::string_view name : value.names()) {
    if (name == "$ref")
      out.emplace(value.at(name).string());
    else
      references_in(value.at(name), out);
  }
}

TEST(OpenApi, TellsOfEveryRouteAndOfNoOther) {
  const store::StorePlace place;
  const auto store = place.open(desk::Desk::migrations());
  desk::Desk desk(*store, {});
  Api api(desk, {});
  Router router;
  api.add_routes(router);
  std::map<std::string, std::string> real, told;
  for (const auto& route : router.routes())
    real.emplace(lower(name_of(route->method)) + ' ' + route->pattern, route->options.operation_id);
  const base::JsonValue paths = description().document().at("paths");
  for (const std::string_view path : paths.names())
    for (const std::string_view method : paths.at(path).names())
      told.emplace(std::string(method) + " /api/v1" + std::string(path),
                   paths.at(path).at(method).at("operationId").string());
  EXPECT_EQ(real, told);
}

TEST(OpenApi, LeadsNowhereThatIsNot) {
  std::set<std::string> references;
  references_in(description().document(), references);
  EXPECT_GT(references.size(), 20u);
  for (const std::string& reference : references)
    EXPECT_NO_THROW(description().resolve(reference)) << reference;
  const base::JsonValue schemas = description().document().at("components").at("schemas");
  for (const std::string_view name : schemas.names())
    EXPECT_TRUE(references.contains("#/components/schemas/" + std::string(name)))
        << name << " is used nowhere";
}

TEST(OpenApi, HasExamplesThatItsSchemasAllow) {
  int examples = 0;
  const base::JsonValue paths = description().document().at("paths");
  const auto check = [&](const base::JsonValue& content) {
    for (const std::string_view type : content.names()) {
      const base::JsonValue media = content.at(type);
      if (!media.has("example")) continue;
      EXPECT_EQ(description().fault(media.at("schema"), media.at("example")), "");
      ++examples;
    }
  };
  for (const std::string_view path : paths.names())
    for (const std::string_view method : paths.at(path).names()) {
      const base::JsonValue operation = paths.at(path).at(method);
      if (operation.has("requestBody")) check(operation.at("requestBody").at("content"));
      const base::JsonValue responses = operation.at("responses");
      for (const std::string_view status : responses.names())
        if (responses.at(status).has("content")) check(responses.at(status).at("content"));
    }
  EXPECT_GE(examples, 4);
}

TEST(OpenApi, NamesCodesThatTheTableHasWithTheirStatus) {
  const base::JsonValue paths = description().document().at("paths");
  for (const std::string_view path : paths.names())
    for (const std::string_view method : paths.at(path).names()) {
      const base::JsonValue responses = paths.at(path).at(method).at("responses");
      for (const std::string_view status : responses.names()) {
        if (status < "400" || status == "default") continue;
        std::string_view codes = responses.at(status).at("description").string();
        while (!codes.empty()) {
          const std::size_t end = std::min(codes.find(", "), codes.size());
          const std::string_view code = codes.substr(0, end);
          codes.remove_prefix(std::min(end + 2, codes.size()));
          if (code.starts_with("with ")) continue;
          const base::ErrorKind& kind = base::error_kind(code);
          EXPECT_EQ(kind.code, code) << method << ' ' << path;
          EXPECT_EQ(std::to_string(kind.http), status) << code;
        }
      }
    }
}

TEST(Schemas, FindFaults) {
  const Schemas schemas(parsed("{}"));
  const auto fault = [&](const char* schema, const char* value) {
    return schemas.fault(parsed(schema), parsed(value));
  };
  EXPECT_EQ(fault(R"({"type":"integer","minimum":1})", "3"), "");
  EXPECT_NE(fault(R"({"type":"integer"})", "3.5"), "");
  EXPECT_NE(fault(R"({"type":"integer","minimum":1})", "0"), "");
  EXPECT_NE(fault(R"({"type":["string","null"]})", "1"), "");
  EXPECT_NE(fault(R"({"enum":["a"]})", "\"b\""), "");
  EXPECT_NE(fault(R"({"properties":{"a":{"type":"string"}},"additionalProperties":false})", R"({"b":1})"),
            "");
  EXPECT_NE(fault(R"({"required":["a"]})", "{}"), "");
  EXPECT_NE(fault(R"({"items":{"type":"string"}})", "[1]"), "");
  EXPECT_NE(fault(R"({"anyOf":[{"type":"string"},{"type":"null"}]})", "1"), "");
  EXPECT_NE(fault(R"({"uniqueItems":true})", "[]"), "");
}

}  // namespace
}  // namespace midyear::server
