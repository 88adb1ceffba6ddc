# The values of environment prod. To change one, change ecs-iam.json and generate again: the scripts
# read the same values.

environment            = "prod"
account                = null
region                 = null
cluster                = "shop-prod"
service                = "shop"
container              = "shop"
family                 = "shop-prod"
repository             = "shop"
log_group              = "/ecs/shop-prod"
build_project          = "shop-prod-build"
validate_project       = "shop-prod-build-validate"
pipeline_name          = "shop-prod-pipeline"
artifact_bucket_prefix = "shop-prod-artifacts"
connection_service     = "codeconnections"
repository_id          = null
approval               = true
connection_id          = null
branch                 = "main"
