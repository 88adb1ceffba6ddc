# The values of environment prod. To change one, change ecs-iam.json and generate again: the scripts
# read the same values.

environment            = "prod"
account                = null
region                 = null
cluster                = "shop-prod"
service                = "shop"
family                 = "shop-prod"
repository             = "shop"
log_group              = "/ecs/shop-prod"
build_project          = "shop-prod-build"
validate_project       = "shop-prod-build-validate"
artifact_bucket_prefix = "shop-prod-artifacts"
registry_account       = "444455556666"
registry_region        = "eu-west-1"
registry_repository    = "shop"
