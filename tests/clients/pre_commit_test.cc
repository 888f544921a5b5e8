// The real pre-commit in a real git repository: the hook of .pre-commit-hooks.yaml judges what a commit brings in.
#include <gtest/gtest.h>

#include "support/binary.h"
#include "support/clients.h"

namespace plumb {
namespace {

const char* const kNetwork = R"(provider "aws" {
  region = "eu-central-1"
}

resource "aws_vpc" "main" {
  cidr_block           = "10.0.0.0/16"
  enable_dns_hostnames = true
}

resource "aws_internet_gateway" "main" {
  vpc_id = aws_vpc.main.id
}

resource "aws_subnet" "public" {
  count             = 2
  vpc_id            = aws_vpc.main.id
  cidr_block        = cidrsubnet("10.0.0.0/16", 4, count.index)
  availability_zone = ["eu-central-1a", "eu-central-1b"][count.index]
  tags = {
    "kubernetes.io/role/elb" = "1"
  }
}

resource "aws_route_table" "public" {
  vpc_id = aws_vpc.main.id
  route {
    cidr_block = "0.0.0.0/0"
    gateway_id = aws_internet_gateway.main.id
  }
}

resource "aws_route_table_association" "public" {
  count          = 2
  subnet_id      = aws_subnet.public[count.index].id
  route_table_id = aws_route_table.public.id
}

resource "aws_eks_cluster" "main" {
  name     = "main"
  role_arn = "arn:aws:iam::111122223333:role/cluster"
  vpc_config {
    subnet_ids              = aws_subnet.public[*].id
    endpoint_private_access = true
  }
}
)";

// The controller's version says that there is no fallback to untagged subnets.
const char* const kController = R"(apiVersion: apps/v1
kind: Deployment
metadata: {name: aws-load-balancer-controller, namespace: kube-system}
spec:
  selector: {matchLabels: {app.kubernetes.io/name: aws-load-balancer-controller}}
  template:
    metadata: {labels: {app.kubernetes.io/name: aws-load-balancer-controller}}
    spec:
      containers:
        - name: controller
          image: public.ecr.aws/eks/aws-load-balancer-controller:v2.8.3
          args: [--cluster-name=main, --ingress-class=alb]
---
apiVersion: networking.k8s.io/v1
kind: IngressClass
metadata: {name: alb}
spec: {controller: ingress.k8s.aws/alb}
)";

const char* const kIngress = R"(apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: shop
  namespace: shop
  annotations:
    alb.ingress.kubernetes.io/scheme: internet-facing
    alb.ingress.kubernetes.io/target-type: ip
spec:
  ingressClassName: alb
  defaultBackend: {service: {name: web, port: {number: 80}}}
---
apiVersion: v1
kind: Service
metadata: {name: web, namespace: shop}
spec:
  selector: {app: web}
  ports: [{port: 80}]
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: web, namespace: shop}
spec:
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
      containers: [{name: web, image: "example.com/web:1.0.0", ports: [{containerPort: 80}]}]
)";

// A fault that was there before: two containers on one port.
const char* const kOld = R"(apiVersion: v1
kind: Pod
metadata: {name: old, namespace: shop}
spec:
  containers:
    - {name: a, image: "example.com/a:1.0.0", ports: [{containerPort: 8080}]}
    - {name: b, image: "example.com/b:1.0.0", ports: [{containerPort: 8080}]}
)";

struct Repository : test::Folder {
  ProcessResult run(std::vector<std::string> arguments) const {
    std::vector<std::string> all = {"env", "-C", path.string(), "HOME=" + path.string(), "GIT_CONFIG_GLOBAL=/dev/null", std::string("PATH=") + PLUMB_BINARY_DIR + ":" + std::getenv("PATH")};
    all.insert(all.end(), arguments.begin(), arguments.end());
    return run_process(all);
  }
  ProcessResult commit() const {
    run({"git", "add", "-A"});
    return run({"git", "-c", "user.name=t", "-c", "user.email=t@t.invalid", "commit", "-m", "change"});
  }
};

TEST(PreCommit, BlocksACommitThatBreaksAFileItDoesNotTouch) {
  PLUMB_NEEDS_PROGRAM("pre-commit");
  Repository repo;
  repo.write("vpc.tf", kNetwork);
  repo.write("k8s/controller.yaml", kController);
  repo.write("k8s/ingress.yaml", kIngress);
  repo.write("k8s/old.yaml", kOld);
  std::string hooks = test::read_text(PLUMB_SOURCE_DIR "/.pre-commit-hooks.yaml");
  ASSERT_NE(hooks.find("entry: plumb check --staged"), std::string::npos);
  std::string local = "repos:\n  - repo: local\n    hooks:\n";  // the hook as published, without fetching its repository
  std::istringstream in(hooks);
  for (std::string line; std::getline(in, line);) local += "      " + line + "\n";
  repo.write(".pre-commit-config.yaml", local);
  repo.write(".gitignore", ".cache/\n");
  ASSERT_EQ(repo.run({"git", "init", "-q"}).status, 0);
  ASSERT_EQ(repo.commit().status, 0);
  ProcessResult installed = repo.run({"pre-commit", "install"});
  ASSERT_EQ(installed.status, 0) << installed.out << installed.err;

  std::string broken = kNetwork;
  broken.erase(broken.find("    \"kubernetes.io/role/elb\""), std::string("    \"kubernetes.io/role/elb\" = \"1\"\n").size());
  repo.write("vpc.tf", broken);
  ProcessResult blocked = repo.commit();
  std::string said = blocked.out + blocked.err;
  EXPECT_NE(blocked.status, 0) << said;
  EXPECT_NE(said.find("elb-role-tag-missing"), std::string::npos) << said;
  EXPECT_NE(said.find("ingress.yaml"), std::string::npos) << said;
  EXPECT_EQ(said.find("sidecar-port-conflict"), std::string::npos) << "an old finding blocks: " << said;

  std::string full = repo.run({"plumb", "check", "-f", "concise"}).out;
  EXPECT_NE(full.find("elb-role-tag-missing"), std::string::npos) << full;
  EXPECT_NE(full.find("sidecar-port-conflict"), std::string::npos) << full;

  repo.write("vpc.tf", std::string("# the network\n") + kNetwork);
  ProcessResult passed = repo.commit();
  EXPECT_EQ(passed.status, 0) << passed.out << passed.err;
}

}  // namespace
}  // namespace plumb
