# The values of environment dev. To change one, change ecs-iam.json and generate again: the scripts
# read the same values.

environment             = "dev"
account                 = null
region                  = null
cluster                 = "shop-dev"
service                 = "web"
container               = "web"
family                  = "shop-web"
repository              = "shop/web"
log_group               = "/ecs/shop-dev"
build_project           = "shop-dev-build"
validate_project        = "shop-dev-build-validate"
pipeline_name           = "shop-dev-pipeline"
artifact_bucket         = "shop-dev-artifacts"
artifact_kms_key_id     = "aaaaaaaa-0000-0000-0000-000000000005"
connection_service      = "codeconnections"
repository_id           = "example/shop"
approval                = false
connection_id           = "11111111-2222-3333-4444-555555555555"
code_deploy_application = "shop-app"
deployment_group        = "shop-dg"
branch                  = "main"
