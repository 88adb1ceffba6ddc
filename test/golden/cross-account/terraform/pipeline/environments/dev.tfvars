# The values of environment dev. To change one, change ecs-iam.json and generate again: the scripts
# read the same values.

environment            = "dev"
account                = null
region                 = null
cluster                = "shop-dev"
service                = "shop"
container              = "shop"
family                 = "shop-dev"
repository             = "shop"
log_group              = "/ecs/shop-dev"
build_project          = "shop-dev-build"
validate_project       = "shop-dev-build-validate"
pipeline_name          = "shop-dev-pipeline"
artifact_bucket_prefix = "shop-dev-artifacts"
connection_service     = "codeconnections"
repository_id          = null
approval               = false
connection_id          = null
branch                 = "main"
