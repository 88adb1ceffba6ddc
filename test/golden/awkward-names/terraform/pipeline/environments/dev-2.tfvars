# The values of environment dev-2. To change one, change ecs-iam.json and generate again: the
# scripts read the same values.

environment            = "dev-2"
account                = "000011112222"
region                 = "us-gov-west-1"
cluster                = "0Shop_API-v2-dev-2"
service                = "0Shop_API-v2"
container              = "0Shop_API-v2"
family                 = "0Shop_API-v2-dev-2"
repository             = "0shop_api-v2"
log_group              = "/ecs/0Shop_API-v2-dev-2"
build_project          = "0Shop_API-v2-dev-2-build"
validate_project       = "0Shop_API-v2-dev-2-build-validate"
pipeline_name          = "0Shop_API-v2-dev-2-pipeline"
artifact_bucket_prefix = "0shop-api-v2-dev-2-artifacts"
connection_service     = "codeconnections"
repository_id          = null
approval               = false
connection_id          = null
branch                 = "main"
