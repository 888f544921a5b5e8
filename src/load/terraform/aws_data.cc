// Databases, caches and warehouses, and the subnet groups that place them.
#include "load/terraform/mapper.h"

namespace plumb::terraform {
namespace {

namespace db = field::db_instance;

constexpr Row kSubnetGroup[] = {{"subnet_ids", field::db_subnet_group::subnets}};
constexpr Row kRds[] = {{"db_subnet_group_name", db::db_subnet_group},
                        {"engine", db::engine},
                        {"publicly_accessible", db::publicly_accessible},
                        {"multi_az", db::multi_az},
                        {"vpc_security_group_ids", db::security_groups}};
constexpr Row kCache[] = {{"subnet_group_name", db::db_subnet_group},
                          {"engine", db::engine},
                          {"multi_az_enabled", db::multi_az},
                          {"security_group_ids", db::security_groups}};
constexpr Row kRedshift[] = {{"cluster_subnet_group_name", db::db_subnet_group},
                             {"publicly_accessible", db::publicly_accessible},
                             {"multi_az", db::multi_az},
                             {"vpc_security_group_ids", db::security_groups}};
constexpr Row kNeptune[] = {{"neptune_subnet_group_name", db::db_subnet_group}, {"engine", db::engine}, {"publicly_accessible", db::publicly_accessible}, {"vpc_security_group_ids", db::security_groups}};

/// The engine where the type implies it.
struct Engine {
  std::string_view type, engine;
};
constexpr Engine kEngines[] = {
    {"aws_elasticache_replication_group", "redis"}, {"aws_redshift_cluster", "redshift"}, {"aws_docdb_cluster", "docdb"},
    {"aws_docdb_cluster_instance", "docdb"},        {"aws_neptune_cluster", "neptune"},   {"aws_neptune_cluster_instance", "neptune"},
    {"aws_memorydb_cluster", "redis"},              {"aws_dax_cluster", "dax"},
};

void engine(Mapper& m, const Instance& i, NodeId id) {
  for (const Engine& e : kEngines)
    if (e.type == i.type) m.put_default(id, db::engine, plumb::Value::string(e.engine), i.type);
}

void redshift(Mapper& m, const Instance& i, NodeId id) {
  engine(m, i, id);
  if (!m.is_set(id, db::publicly_accessible)) m.put_unknown(id, db::publicly_accessible, "the default depends on the provider's version", i.name_span);
}

struct GroupService {
  std::string_view type, service;
};
constexpr GroupService kServices[] = {
    {"aws_elasticache_subnet_group", "elasticache"}, {"aws_redshift_subnet_group", "redshift"}, {"aws_docdb_subnet_group", "docdb"},
    {"aws_neptune_subnet_group", "neptune"},         {"aws_memorydb_subnet_group", "memorydb"}, {"aws_dax_subnet_group", "dax"},
};

void subnet_group(Mapper& m, const Instance& i, NodeId id) {
  for (const GroupService& s : kServices)
    if (s.type == i.type) m.builder.set(id, field::db_subnet_group::service, plumb::Value::string(s.service, make_origin(m.arena(), i.name_span, How::computed)));
}

constexpr ResourceType group(std::string_view type) {
  return {.type = type, .kind = Kind::db_subnet_group, .rows = kSubnetGroup, .special = subnet_group, .name_attribute = "name"};
}

constexpr ResourceType database(std::string_view type, std::span<const Row> rows) {
  return {.type = type, .kind = Kind::db_instance, .rows = rows, .special = engine};
}

constexpr ResourceType kTypes[] = {
    group("aws_db_subnet_group"),
    group("aws_elasticache_subnet_group"),
    group("aws_redshift_subnet_group"),
    group("aws_docdb_subnet_group"),
    group("aws_neptune_subnet_group"),
    group("aws_memorydb_subnet_group"),
    group("aws_dax_subnet_group"),
    database("aws_db_instance", kRds),
    database("aws_rds_cluster", kRds),
    database("aws_rds_cluster_instance", kRds),
    database("aws_docdb_cluster", kRds),
    database("aws_docdb_cluster_instance", kRds),
    database("aws_neptune_cluster", kNeptune),
    database("aws_neptune_cluster_instance", kNeptune),
    database("aws_elasticache_cluster", kCache),
    database("aws_elasticache_replication_group", kCache),
    database("aws_memorydb_cluster", kCache),
    database("aws_dax_cluster", kCache),
    {.type = "aws_redshift_cluster", .kind = Kind::db_instance, .rows = kRedshift, .special = redshift},
};

}  // namespace

std::span<const ResourceType> database_types() { return kTypes; }

}  // namespace plumb::terraform
