"""设置: this computer and its 登记申请, who works here, who may speak for whom, and 审核 and 审批 by two people."""
