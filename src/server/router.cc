#include "server/router.h"

#include <algorithm>
#include <array>
#include <stdexcept>
#include <utility>

namespace midyear::server {
namespace {

constexpr std::size_t kMethods = 7;
std::size_t number(Method method) { return static_cast<std::size_t>(method); }

// Takes the first segment of "a/b/c".
std::string_view next_segment(std::string_view& path) {
  const std::size_t end = std::min(path.find('/'), path.size());
  const std::string_view segment = path.substr(0, end);
  path.remove_prefix(std::min(end + 1, path.size()));
  return segment;
}

}  // namespace

// The paths as a tree of segments.
struct Router::Node {
  std::vector<std::pair<std::string, std::unique_ptr<Node>>> literals;
  std::string name;  // of the segment that `any` takes
  std::unique_ptr<Node> any;
  std::array<const Route*, kMethods> routes{};
  bool answers = false;

  Node* literal(std::string_view segment) const {
    for (const auto& [text, node] : literals)
      if (text == segment) return node.get();
    return nullptr;
  }

  // A literal that leads nowhere gives way to a name.
  const Node* find(std::string_view path, bool end,
                   std::vector<std::pair<std::string_view, std::string>>& parameters) const {
    if (end) return answers ? this : nullptr;
    std::string_view rest = path;
    const std::string_view segment = next_segment(rest);
    const bool last = segment.size() == path.size();
    if (const Node* next = literal(segment))
      if (const Node* found = next->find(rest, last, parameters)) return found;
    if (any == nullptr || segment.empty()) return nullptr;
    parameters.emplace_back(name, std::string(segment));
    if (const Node* found = any->find(rest, last, parameters)) return found;
    parameters.pop_back();
    return nullptr;
  }
};

Router::Router() : root_(std::make_unique<Node>()) {}
Router::~Router() = default;

void Router::add(Method method, std::string_view pattern, RouteOptions options, Handler handler) {
  const auto refuse = [&](const char* why) {
    throw std::logic_error("route " + std::string(pattern) + ": " + why);
  };
  if (!pattern.starts_with('/')) refuse("must begin with /");
  Node* node = root_.get();
  for (std::string_view rest = pattern.substr(1); !rest.empty();) {
    const std::string_view segment = next_segment(rest);
    if (segment.size() > 2 && segment.front() == '{' && segment.back() == '}') {
      const std::string_view name = segment.substr(1, segment.size() - 2);
      if (node->any == nullptr) {
        node->any = std::make_unique<Node>();
        node->name = name;
      } else if (node->name != name) {
        refuse("another route calls this segment otherwise");
      }
      node = node->any.get();
    } else {
      Node* next = node->literal(segment);
      if (next == nullptr)
        next = node->literals.emplace_back(std::string(segment), std::make_unique<Node>()).second.get();
      node = next;
    }
  }
  if (node->routes[number(method)] != nullptr) refuse("is there already");
  auto route = std::make_unique<Route>(
      Route{method, std::string(pattern), std::move(options), std::move(handler), routes_.size()});
  node->routes[number(method)] = route.get();
  node->answers = true;
  routes_.push_back(std::move(route));
}

void Router::fallback(Handler handler) {
  fallback_ = std::make_unique<Route>(Route{Method::get,
                                            "*",
                                            {.operation_id = "files", .runs = Runs::io},
                                            std::move(handler),
                                            static_cast<std::size_t>(-1)});
}

void Router::match(Method method, std::string_view path, Match& match) const {
  match.route = nullptr;
  match.allow.clear();
  match.parameters.clear();
  const Node* node = root_->find(path.substr(1), path.size() == 1, match.parameters);
  if (node == nullptr) return;
  match.route = node->routes[number(method == Method::head ? Method::get : method)];
  if (match.route != nullptr) return;
  const auto allow = [&](Method one) { (match.allow += match.allow.empty() ? "" : ", ") += name_of(one); };
  for (std::size_t i = 0; i < kMethods; ++i) {
    if (node->routes[i] == nullptr) continue;
    allow(static_cast<Method>(i));
    if (static_cast<Method>(i) == Method::get) allow(Method::head);
  }
  if (node->routes[number(Method::options)] == nullptr) allow(Method::options);
}

}  // namespace midyear::server
