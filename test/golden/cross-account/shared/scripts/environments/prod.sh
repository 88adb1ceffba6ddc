# shellcheck shell=bash disable=SC2034
#
# The values of environment prod, as the scripts and the policies use them. To change one,
# change ecs-iam.json and generate again: the policies are written from the same answers.

# AWS partition (empty: found out from the credentials when a script runs)
PARTITION=''

# DNS suffix of the partition, such as amazonaws.com (empty: found out from the credentials when a script runs)
DNS_SUFFIX=''

# Region of the service (empty: found out from the credentials when a script runs)
REGION=''

# ID of the account that owns the roles (empty: found out from the credentials when a script runs)
ACCOUNT=''

# Project name
PROJECT='shop'

# ID of this repo, a tag of its roles
OWNERSHIP_ID='a1b2c3d4'

# Environment name, such as dev or prod
ENVIRONMENT='prod'

# Project and environment as part of a Sid in a policy that several environments share
ENVIRONMENT_SID='ShopForProd'

# ECS cluster name
CLUSTER='shop-prod'

# ECS service name
SERVICE='shop'

# Container name in the task definition
CONTAINER='shop'

# Task definition family
FAMILY='shop-prod'

# ECR repository name
REPOSITORY='shop'

# CloudWatch log group of the service's containers
LOG_GROUP='/ecs/shop-prod'

# CodeBuild project name
BUILD_PROJECT='shop-prod-build'

# CodeBuild project that validates the roles
VALIDATE_PROJECT='shop-prod-build-validate'

# CodePipeline pipeline name
PIPELINE_NAME='shop-prod-pipeline'

# Name of the artifact bucket before the account ID
ARTIFACT_BUCKET_PREFIX='shop-prod-artifacts'

# Service prefix of the connection's ARN
CONNECTION_SERVICE='codeconnections'

# Source repository, owner/name
REPOSITORY_ID=''

# Ask for approval before deploying: true or false
APPROVAL='true'

# ID of the source connection (the part of its ARN after connection/)
CONNECTION_ID=''

# Account that owns the shared ECR repository
REGISTRY_ACCOUNT='444455556666'

# Region of the shared ECR repository
REGISTRY_REGION='eu-west-1'

# Repository in the other account
REGISTRY_REPOSITORY='shop'

# Branch that is deployed
BRANCH='main'
