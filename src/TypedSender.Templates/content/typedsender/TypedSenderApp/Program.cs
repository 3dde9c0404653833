using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using TypedSenderApp;

// appsettings.json is read from beside the program, wherever that is started from.
HostApplicationBuilder builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { Args = args, ContentRootPath = AppContext.BaseDirectory });
//-:cnd:noEmit
#if DEBUG
await DevelopmentBroker.StartAsync(builder.Configuration);
#endif
//+:cnd:noEmit
builder.AddTypedSenderClient("messaging").AddOrderSender();
builder.Services.AddHostedService<OrderWorker>();
await builder.Build().RunAsync();
